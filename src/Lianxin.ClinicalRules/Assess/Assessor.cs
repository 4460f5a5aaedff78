using System.Collections.Frozen;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Lianxin.ClinicalRules.Assess.Kinds;

namespace Lianxin.ClinicalRules.Assess;

/// <summary>The one way in to the clinical rules (<c>contract.md</c>): a JSON object a line in, one a line out, in the same order.</summary>
/// <param name="today">The day on which identity numbers are judged: a birth date is not in the future.</param>
public sealed class Assessor(DateOnly today)
{
    // Answers are files for people and programs, never HTML: Chinese stays readable.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly FrozenDictionary<string, IKind> kinds = new IKind[]
    {
        new Colour(), new Screening(), new Alert(), new Adl(), new Tcm(), new Followup(), new Derive(), new Bp(), new Meows(), new Mews(), new Dates(), new Redate(),
        new WhoPlan(), new ResidentIdCheck(today), new UsccCheck(), new Cervical(), new Breast(),
    }.ToFrozenDictionary(kind => kind.Name, StringComparer.Ordinal);

    /// <summary>Answers every line of <paramref name="input"/>.</summary>
    public void Run(TextReader input, TextWriter output)
    {
        var number = 0;
        while (input.ReadLine() is { } line)
        {
            output.Write(Answer(line, ++number));
            output.Write('\n');
        }
    }

    /// <summary>The answer to one line, without a line end. Never throws, whatever the line.</summary>
    /// <param name="line">A JSON object; a byte order mark before it is taken off.</param>
    /// <param name="number">Line number from 1, for a line that is no object.</param>
    public string Answer(string line, int number)
    {
        try
        {
            using var document = JsonDocument.Parse(line.AsMemory(line.StartsWith('\uFEFF') ? 1 : 0));
            return document.RootElement.ValueKind == JsonValueKind.Object ? Answer(document.RootElement) : NoObject(number, "not a JSON object");
        }
        catch (JsonException)
        {
            return NoObject(number, "not JSON");
        }
        catch (Exception unreadable) when (unreadable is InvalidOperationException or ArgumentException)
        {
            return NoObject(number, "text that is no Unicode"); // half a surrogate pair is found only when the text is taken out
        }
    }

    private string Answer(JsonElement line)
    {
        var answer = new JsonObject { ["id"] = null, ["kind"] = null };
        try
        {
            answer["id"] = Id(line);
            if (!line.TryGetProperty("kind", out var kind) || kind.ValueKind == JsonValueKind.Null) throw new RefusalException("kind", "missing");
            var name = Input.ReadText("kind", kind);
            answer["kind"] = name;
            if (!kinds.TryGetValue(name, out var found)) throw new RefusalException("kind", "unknown kind");
            if (!line.TryGetProperty("input", out var input) || input.ValueKind == JsonValueKind.Null) throw new RefusalException("input", "missing");
            if (input.ValueKind != JsonValueKind.Object) throw new RefusalException("input", "not an object");
            answer["result"] = found.Answer(new(line, input));
        }
        catch (RefusalException refusal)
        {
            answer["error"] = new JsonObject { ["field"] = refusal.Key, ["why"] = refusal.Message };
        }
        return Write(answer);
    }

    private static JsonNode? Id(JsonElement line)
    {
        if (!line.TryGetProperty("id", out var id)) return null;
        return id.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => JsonValue.Create(id.GetString()),
            JsonValueKind.Number => JsonValue.Create(id.Clone()),
            _ => throw new RefusalException("id", "neither a text nor a number"),
        };
    }

    private static string NoObject(int number, string why) =>
        Write(new JsonObject { ["id"] = null, ["line"] = number, ["error"] = new JsonObject { ["field"] = null, ["why"] = why } });

    private static string Write(JsonObject answer)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Writing)) answer.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
