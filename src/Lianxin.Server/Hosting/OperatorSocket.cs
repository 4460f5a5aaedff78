namespace Lianxin.Server.Hosting;

/// <summary>The local socket in the data folder: only who may read that folder can open it, so a request over it comes from the operator at the console.</summary>
public static class OperatorSocket
{
    internal const string Mark = "lianxin-operator";

    /// <summary>Header in which the operator names the user for whom something is done.</summary>
    public const string ForUser = "X-Lianxin-Operator-For";

    internal static bool Is(HttpContext http) =>
        http.Features.Get<Microsoft.AspNetCore.Connections.Features.IConnectionItemsFeature>()?.Items.ContainsKey(Mark) == true;
}
