namespace Lianxin.ClinicalRules.Tables;

/// <summary>How urgent a finding is, clinical README section 4. Ordered: a higher one wins.</summary>
public enum Level : byte
{
    /// <summary>Inside the expected band.</summary>
    Normal,

    /// <summary>Repeat or record, tell the person, plan follow-up.</summary>
    Attention,

    /// <summary>A clinician must assess today.</summary>
    Urgent,

    /// <summary>Danger to life now.</summary>
    Emergency,
}

public static class Levels
{
    public static string Word(this Level level) => level switch
    {
        Level.Emergency => "emergency",
        Level.Urgent => "urgent",
        Level.Attention => "attention",
        _ => "normal",
    };
}
