using System.Net;
using System.Net.Http.Json;
using Lianxin.Contracts;

namespace Lianxin.App;

/// <summary>HTTP with the manners of this product: the CSRF header, problems by code, and a request that waits out a lock or a sign-in.</summary>
public sealed class Api(HttpClient http, Session session, TimeProvider time)
{
    /// <summary>When the server last answered, as a timestamp of the time provider: an idle session is kept open by asking again.</summary>
    public long LastAnswer { get; private set; }

    public async Task<T> GetAsync<T>(string path, CancellationToken ct = default) =>
        await AskAsync<T>(() => new(HttpMethod.Get, path), waits: true, ct);

    /// <summary>A read whose words must not stand in an address, or a write that is no operation.</summary>
    public async Task<T> PostAsync<T>(string path, object body, CancellationToken ct = default) =>
        await AskAsync<T>(() => new(HttpMethod.Post, path) { Content = JsonContent.Create(body, body.GetType(), options: Wire.Json) }, waits: true, ct);

    /// <summary>Sends a file or a form as it is; made anew for every try.</summary>
    public async Task<T> PostAsync<T>(string path, Func<HttpContent> content, CancellationToken ct = default) =>
        await AskAsync<T>(() => new(HttpMethod.Post, path) { Content = content() }, waits: true, ct);

    internal async Task<T> AskAsync<T>(Func<HttpRequestMessage> make, bool waits, CancellationToken ct)
    {
        using var answer = await SendAsync(make, waits, ct);
        return (await answer.Content.ReadFromJsonAsync<T>(Wire.Answers, ct))!;
    }

    /// <param name="make">Makes the request; called again for each try.</param>
    /// <param name="waits">False for the acts of signing in themselves, which must see the refusal.</param>
    /// <exception cref="ApiException">Every answer but success.</exception>
    internal async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make, bool waits, CancellationToken ct)
    {
        while (true)
        {
            using var request = make();
            if (request.Method != HttpMethod.Get && session.View is { } view) request.Headers.Add("X-Lianxin-Csrf", view.Csrf);
            HttpResponseMessage answer;
            try
            {
                answer = await http.SendAsync(request, ct);
            }
            catch (HttpRequestException) { throw ApiException.NoAnswer; }
            catch (TaskCanceledException) when (!ct.IsCancellationRequested) { throw ApiException.NoAnswer; }

            LastAnswer = time.GetTimestamp();
            if (answer.IsSuccessStatusCode) return answer;
            using (answer)
            {
                var problem = await ApiException.ReadAsync(answer, ct);
                if (answer.StatusCode is not HttpStatusCode.Unauthorized || !waits) throw problem;
                session.Became(problem.Code == "locked" ? SignedIn.Locked : SignedIn.No);
            }
            await session.OpenAsync(ct);
        }
    }
}
