using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lianxin.ClinicalRules.Forms;

/// <summary>Reads and writes <see cref="Answers"/> by hand: no reflection, so it survives trimming, and every fault names its field.</summary>
/// <remarks>A fault is a <see cref="JsonException"/> whose <see cref="JsonException.Path"/> is <c>sbp[0].status</c>; the text never repeats a value.</remarks>
public sealed class AnswersConverter : JsonConverter<Answers>
{
    private static readonly (string Word, AnswerStatus Status)[] Statuses =
    [
        ("pending", AnswerStatus.Pending), ("not_done", AnswerStatus.NotDone), ("declined", AnswerStatus.Declined), ("elsewhere", AnswerStatus.Elsewhere),
    ];

    /// <summary>Where the reader stands; put into words only when there is a fault to tell.</summary>
    internal readonly record struct Place(string? Key, int? Index = null, string? Member = null, string? Part = null)
    {
        public Place Of(string name) => Member is null ? this with { Member = name } : this with { Part = name };

        public override string ToString() => string.Concat(Key, Index is null ? "" : $"[{Index}]", Member is null ? "" : $".{Member}", Part is null ? "" : $".{Part}");
    }

    public override Answers Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw Fault(default, "an object of keys is expected");
        var answers = new Dictionary<string, Answer[]>(StringComparer.Ordinal);
        while (Next(ref reader, default) != JsonTokenType.EndObject)
        {
            var key = Name(ref reader, default);
            // What is no key may be a name or a number of a person: it is not repeated.
            if (!IsKey(key)) throw Fault(new("?"), "the name of a field is at most 64 letters, digits, _ and -");
            var field = new Place(key);
            if (Next(ref reader, field) != JsonTokenType.StartArray) throw Fault(field, "a list of answers is expected");
            Answer[] list = [];
            while (Next(ref reader, field) != JsonTokenType.EndArray) list = [.. list, ReadAnswer(ref reader, new(key, list.Length))];
            if (!answers.TryAdd(key, list)) throw Fault(field, "the same field stands twice");
            if (list.Length == 0) answers.Remove(key);
        }

        return new(answers);
    }

    public override void Write(Utf8JsonWriter writer, Answers value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, list) in value.Entries)
        {
            writer.WriteStartArray(key);
            foreach (var answer in list) WriteAnswer(writer, answer);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    /// <summary>The word of a status on the wire.</summary>
    public static string Word(AnswerStatus status) => Array.Find(Statuses, s => s.Status == status).Word;

    private static bool IsKey(string key) =>
        key.Length is > 0 and <= 64 && char.IsAsciiLetter(key[0]) && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    internal static Answer ReadAnswer(ref Utf8JsonReader reader, Place at)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw Fault(at, "an answer is an object");
        var answer = new Answer();
        while (Next(ref reader, at) != JsonTokenType.EndObject)
        {
            var name = Name(ref reader, at);
            Next(ref reader, at);
            if (reader.TokenType == JsonTokenType.Null) continue;
            answer = name switch
            {
                "v" => answer with { Value = ReadValue(ref reader, at.Of("v")) },
                "status" => answer with { Status = ReadStatus(ref reader, at.Of("status")) },
                "on" => answer with { On = ReadDay(ref reader, at.Of("on")) },
                "row" => answer with { Row = ReadRow(ref reader, at.Of("row")) },
                "fetus" => answer with { Fetus = ReadFetus(ref reader, at.Of("fetus")) },
                "confirmed" => answer with { Confirmed = ReadConfirmation(ref reader, at.Of("confirmed")) },
                _ => throw Fault(at, "an answer knows v, status, on, row, fetus and confirmed"),
            };
        }

        return answer.Value.IsPresent || answer.Status is not null ? answer : throw Fault(at, "an answer has a value or a status");
    }

    private static AnswerValue ReadValue(ref Utf8JsonReader reader, Place at)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Number:
                return reader.TryGetDecimal(out var number) ? number : throw Fault(at, "the number is too large");
            case JsonTokenType.True: return true;
            case JsonTokenType.False: return false;
            case JsonTokenType.String: return Words(ref reader, at);
            case JsonTokenType.StartArray:
                var codes = new List<string>();
                while (Next(ref reader, at) != JsonTokenType.EndArray) codes.Add(Words(ref reader, at));
                return AnswerValue.Of(codes);
            case JsonTokenType.StartObject: return ReadNamed(ref reader, at);
            default: throw Fault(at, "a value is a number, words, true or false, a list of codes, or a name");
        }
    }

    private static Named ReadNamed(ref Utf8JsonReader reader, Place at)
    {
        var named = new Named("");
        while (Next(ref reader, at) != JsonTokenType.EndObject)
        {
            var name = Name(ref reader, at);
            Next(ref reader, at);
            if (reader.TokenType == JsonTokenType.Null) continue;
            named = name switch
            {
                "name" => named with { Name = Words(ref reader, at.Of("name")).Trim() },
                "id" => named with { Id = Words(ref reader, at.Of("id")) },
                "account" => named with { Account = Words(ref reader, at.Of("account")) },
                "at" => named with { At = ReadTime(ref reader, at.Of("at")) },
                "onPaper" => named with { OnPaper = reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : throw Fault(at.Of("onPaper"), "true or false") },
                "witness" => named with { Witness = Words(ref reader, at.Of("witness")) },
                _ => throw Fault(at, "a name knows name, id, account, at, onPaper and witness"),
            };
        }

        return named.Name.Length > 0 ? named : throw Fault(at.Of("name"), "a name is expected");
    }

    private static AnswerStatus ReadStatus(ref Utf8JsonReader reader, Place at)
    {
        var word = Words(ref reader, at);
        var status = Array.Find(Statuses, s => s.Word == word).Status;
        return status != default ? status : throw Fault(at, "a status is pending, not_done, declined or elsewhere");
    }

    private static DateOnly ReadDay(ref Utf8JsonReader reader, Place at) =>
        FormDate.TryParse(Words(ref reader, at), out var date) && date.Precision == DatePrecision.Day ? date.First : throw Fault(at, "a day is yyyy-MM-dd");

    private static DateTimeOffset ReadTime(ref Utf8JsonReader reader, Place at) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var time) ? time : throw Fault(at, "a time in ISO 8601 is expected");

    private static string ReadRow(ref Utf8JsonReader reader, Place at)
    {
        var row = Words(ref reader, at);
        return IsKey("r" + row) ? row : throw Fault(at, "the id of a row is letters, digits, _ and -");
    }

    private static int ReadFetus(ref Utf8JsonReader reader, Place at) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var fetus) && fetus is >= 1 and <= 99 ? fetus : throw Fault(at, "fetuses count from 1");

    private static Confirmation ReadConfirmation(ref Utf8JsonReader reader, Place at)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw Fault(at, "a confirmation says by and at");
        string? by = null;
        DateTimeOffset? when = null;
        while (Next(ref reader, at) != JsonTokenType.EndObject)
        {
            var name = Name(ref reader, at);
            Next(ref reader, at);
            if (name == "by") by = Words(ref reader, at.Of("by"));
            else if (name == "at") when = ReadTime(ref reader, at.Of("at"));
            else throw Fault(at, "a confirmation says by and at");
        }

        return by is { Length: > 0 } && when is { } time ? new(by, time) : throw Fault(at, "a confirmation says by and at");
    }

    private static string Words(ref Utf8JsonReader reader, Place at) =>
        reader.TokenType == JsonTokenType.String ? Name(ref reader, at) : throw Fault(at, "words are expected");

    private static string Name(ref Utf8JsonReader reader, Place at)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException) // half a surrogate pair: valid JSON, no text
        {
            throw Fault(at, "the text holds half a character");
        }
    }

    private static JsonTokenType Next(ref Utf8JsonReader reader, Place at) => reader.Read() ? reader.TokenType : throw Fault(at, "the text ends too early");

    private static JsonException Fault(Place at, string why) => new(why, at.ToString(), null, null);

    internal static void WriteAnswer(Utf8JsonWriter writer, Answer answer)
    {
        writer.WriteStartObject();
        WriteValue(writer, answer.Value);
        if (answer.Status is { } status) writer.WriteString("status", Word(status));
        if (answer.On is { } on) writer.WriteString("on", on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (answer.Row is { } row) writer.WriteString("row", row);
        if (answer.Fetus is { } fetus) writer.WriteNumber("fetus", fetus);
        if (answer.Confirmed is { } confirmed)
        {
            writer.WriteStartObject("confirmed");
            writer.WriteString("by", confirmed.By);
            writer.WriteString("at", confirmed.At);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, AnswerValue value)
    {
        if (value.Number is { } number) writer.WriteNumber("v", number);
        else if (value.Text is { } text) writer.WriteString("v", text);
        else if (value.Flag is { } flag) writer.WriteBoolean("v", flag);
        else if (value.Codes is { } codes)
        {
            writer.WriteStartArray("v");
            foreach (var code in codes) writer.WriteStringValue(code);
            writer.WriteEndArray();
        }
        else if (value.Named is { } named)
        {
            writer.WriteStartObject("v");
            if (named.Id is not null) writer.WriteString("id", named.Id);
            writer.WriteString("name", named.Name);
            if (named.Account is not null) writer.WriteString("account", named.Account);
            if (named.At is { } at) writer.WriteString("at", at);
            if (named.OnPaper) writer.WriteBoolean("onPaper", true);
            if (named.Witness is not null) writer.WriteString("witness", named.Witness);
            writer.WriteEndObject();
        }
    }
}

/// <summary>Reads and writes one <see cref="Answer"/> outside of a form: a corrected value, a particular.</summary>
public sealed class AnswerConverter : JsonConverter<Answer>
{
    public override Answer Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => AnswersConverter.ReadAnswer(ref reader, new("answer"));

    public override void Write(Utf8JsonWriter writer, Answer value, JsonSerializerOptions options) => AnswersConverter.WriteAnswer(writer, value);
}
