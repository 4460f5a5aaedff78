namespace Lianxin.ClinicalRules.Assess;

/// <summary>Input that cannot be judged. Never leaves <see cref="Assessor"/>: it becomes the <c>error</c> of the answer.</summary>
/// <param name="key">The key at fault, as it was written.</param>
/// <param name="why">In English, for the person who prepared the file; never a value.</param>
internal sealed class RefusalException(string key, string why) : Exception(why)
{
    public string Key => key;
}
