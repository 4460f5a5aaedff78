namespace Lianxin.ClinicalRules.Forms;

/// <summary>Every code that the form engine gives. The words stand in the resources of each language, found by the code.</summary>
public static class FormCodes
{
    /// <summary>An answer is missing. Facts: none.</summary>
    public const string Required = "required";

    /// <summary>One of several answers is missing. Facts: <c>keys</c>.</summary>
    public const string OneOfRequired = "one-of-required";

    /// <summary>Impossible value. Facts: <c>min</c>, <c>max</c> (the bounds that hold, themselves allowed), <c>unit</c>.</summary>
    public const string OutOfRange = "out-of-range";

    /// <summary>Improbable value, to be confirmed once. Facts as <see cref="OutOfRange"/>.</summary>
    public const string AskRange = "ask-range";

    public const string NotANumber = "not-a-number";

    /// <summary>No date, or no day of the calendar.</summary>
    public const string NotADate = "not-a-date";

    /// <summary>A month or year where the day is needed. Facts: <c>precision</c>, the least exact that is enough.</summary>
    public const string DateNotExact = "date-not-exact";

    /// <summary>Facts: <c>decimals</c>, how many are allowed.</summary>
    public const string TooManyDecimals = "too-many-decimals";

    /// <summary>The answer is of another kind than the field (words for a yes or no, a name for codes).</summary>
    public const string WrongType = "wrong-type";

    /// <summary>A code that the field does not have.</summary>
    public const string UnknownCode = "unknown-code";

    /// <summary>“None of these” beside another code. Facts: <c>code</c>.</summary>
    public const string ExclusiveCode = "exclusive-code";

    /// <summary>Facts: <c>max</c> letters.</summary>
    public const string TooLong = "too-long";

    /// <summary>Control characters, half characters or turned reading direction: no keyboard gives them.</summary>
    public const string UnprintableText = "unprintable-text";

    /// <summary>More keys, answers or rows than a form can have. Facts: <c>max</c>.</summary>
    public const string TooMany = "too-many";

    /// <summary>Two answers for one field, fetus and row.</summary>
    public const string AnsweredTwice = "answered-twice";

    /// <summary>The field is not shown with these answers.</summary>
    public const string NotShown = "not-shown";

    /// <summary>The field or code is only for those who may see section restricted.</summary>
    public const string NotPermitted = "not-permitted";

    /// <summary>The field belongs to another part of the form.</summary>
    public const string NotInPart = "not-in-part";

    /// <summary>No field of this form has this key.</summary>
    public const string UnknownField = "unknown-field";

    /// <summary>A fetus that the pregnancy does not have or that has ended, or a fetus where none is asked.</summary>
    public const string UnknownFetus = "unknown-fetus";

    /// <summary>A row where the field has none, or none where it has.</summary>
    public const string RowMismatch = "row-mismatch";

    /// <summary>No status may stand here. Facts: <c>status</c>.</summary>
    public const string StatusNotAllowed = "status-not-allowed";

    /// <summary>A result of another hospital without its day.</summary>
    public const string OutsideDateMissing = "outside-date-missing";

    /// <summary>Signed on paper, and nobody is named who saw it.</summary>
    public const string WitnessMissing = "witness-missing";

    /// <summary>A telephone number that is neither mobile nor landline: kept as written, 号码待核.</summary>
    public const string PhoneToVerify = "phone-to-verify";

    /// <summary>No number of a resident identity card; never which character would fit.</summary>
    public const string IdentityNumberWrong = "identity-number-wrong";

    /// <summary>Birth date or sex typed is not that of the identity number; asked.</summary>
    public const string IdentityDiffers = "identity-differs";

    /// <summary>Words that may tell the sex of a fetus, to be confirmed. Facts: <c>law_zh</c>, <c>law_en</c>.</summary>
    public const string FetalSexAsked = "fetal-sex-asked";

    /// <summary>Words that tell the sex of this fetus. Facts as <see cref="FetalSexAsked"/>; the words are not repeated.</summary>
    public const string FetalSexRefused = "fetal-sex-refused";

    // Codes of form-rules.csv. Facts: the values of the keys compared.

    /// <summary>Diastolic not below systolic.</summary>
    public const string ReadingsSwapped = "readings-swapped";

    /// <summary>An end before its start.</summary>
    public const string EndBeforeStart = "end-before-start";

    /// <summary>Earlier births and losses are more than gravidity − 1; asked.</summary>
    public const string EarlierBirthsExceedGravidity = "earlier-births-exceed-gravidity";

    /// <summary>The weeks typed are not those of the dates; asked.</summary>
    public const string GestationDiffers = "gestation-differs";

    /// <summary>A sample not taken at its time; asked.</summary>
    public const string SampleTimeOff = "sample-time-off";
}
