using System.Text.Json;
using Lianxin.Contracts;

namespace Lianxin.App;

/// <summary>Where sealing goes: text in, sealed text out. Today nothing leaves memory, so nothing needs a seal.</summary>
public interface ISeal
{
    ValueTask<string> SealAsync(string text);
    ValueTask<string> OpenAsync(string sealedText);
}

/// <summary>Keeps text as it is: allowed only for a log that is never written to a disk.</summary>
public sealed class NoSeal : ISeal
{
    public ValueTask<string> SealAsync(string text) => new(text);
    public ValueTask<string> OpenAsync(string sealedText) => new(sealedText);
}

/// <summary>The device's list of operations that have no answer yet, in the order they were made.</summary>
public interface ILog
{
    /// <summary>Returns when the entry is kept as safely as this log can.</summary>
    ValueTask AddAsync(Envelope envelope);
    ValueTask<IReadOnlyList<Envelope>> AllAsync();
    ValueTask RemoveAsync(Guid id);
}

/// <summary>Keeps the log while the page lives. Nothing personal is stored on a device before the offline work brings a sealed one.</summary>
public sealed class MemoryLog(ISeal seal) : ILog
{
    private readonly List<(Guid Id, string Text)> entries = [];

    public async ValueTask AddAsync(Envelope envelope) => entries.Add((envelope.Id, await seal.SealAsync(JsonSerializer.Serialize(envelope, Wire.Json))));

    public async ValueTask<IReadOnlyList<Envelope>> AllAsync()
    {
        List<Envelope> all = [];
        foreach (var (_, text) in entries) all.Add(JsonSerializer.Deserialize<Envelope>(await seal.OpenAsync(text), Wire.Json)!);
        return all;
    }

    public ValueTask RemoveAsync(Guid id)
    {
        entries.RemoveAll(e => e.Id == id);
        return ValueTask.CompletedTask;
    }
}
