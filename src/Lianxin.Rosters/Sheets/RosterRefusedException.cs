namespace Lianxin.Rosters.Sheets;

/// <summary>The file as a whole cannot be imported. <see cref="Code"/> is one of the file codes of the roster contract, section 10.</summary>
internal sealed class RosterRefusedException(string code, Exception? cause = null) : Exception(code, cause)
{
    public string Code { get; } = code;
}
