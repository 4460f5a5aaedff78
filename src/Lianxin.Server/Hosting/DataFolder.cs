using Lianxin.Database;

namespace Lianxin.Server.Hosting;

/// <summary>Something the person at the console has to hear in one line; the verb ends with exit code 1.</summary>
public sealed class CommandException(string message) : Exception(message);

/// <summary>The folder of an installation: database, keys, lock, socket. Marked at birth as a hospital's or as the demo's, and never changed.</summary>
public sealed class DataFolder : IDisposable
{
    private const string MarkFile = "lianxin-folder";
    private const string DemoMark = "demo";
    private const string RealMark = "hospital";
    private FileStream? held;

    private DataFolder(string path, bool demo) => (Path, IsDemo) = (path, demo);

    public string Path { get; }
    public bool IsDemo { get; }
    public string DatabaseFile => System.IO.Path.Combine(Path, "lianxin.db");
    public string SocketFile => System.IO.Path.Combine(Path, "lianxin.sock");
    public string ClockFile => System.IO.Path.Combine(Path, "demo-clock");

    /// <summary>Opens a folder as what it was born; a folder that is not there or empty is born now.</summary>
    /// <exception cref="CommandException">It is of the other kind, or holds other things.</exception>
    public static DataFolder OpenOrCreate(string path, bool demo)
    {
        var full = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(full);
        var mark = System.IO.Path.Combine(full, MarkFile);
        if (!File.Exists(mark))
        {
            if (Directory.EnumerateFileSystemEntries(full).Any())
                throw new CommandException($"{full} holds other files and is no Lianxin folder. Name an empty folder. 该文件夹里有别的文件，请另选一个空文件夹。");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.WriteAllText(mark, demo ? DemoMark : RealMark);
        }
        var folder = Open(full);
        return folder.IsDemo == demo ? folder : throw new CommandException(folder.IsDemo
            ? $"{full} is the demo's folder; a hospital is not served from it. 这是演示数据，不能正式运行。"
            : $"{full} is a hospital's folder; the demo never touches it. 这是正式数据，演示不会使用它。");
    }

    /// <summary>Opens a folder that exists, whatever it is.</summary>
    /// <exception cref="CommandException">It is no Lianxin folder.</exception>
    public static DataFolder Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        var mark = System.IO.Path.Combine(full, MarkFile);
        if (!File.Exists(mark)) throw new CommandException($"{full} is no Lianxin folder. 这不是连心的数据文件夹。");
        return File.ReadAllText(mark).Trim() switch
        {
            DemoMark => new DataFolder(full, true),
            RealMark => new DataFolder(full, false),
            _ => throw new CommandException($"The mark of {full} cannot be read. 数据文件夹的标记已损坏。"),
        };
    }

    /// <summary>Takes the folder for this process; false when another has it.</summary>
    public bool TryHold()
    {
        try
        {
            held = new FileStream(System.IO.Path.Combine(Path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException) { return false; }
    }

    /// <summary>Takes the folder for this process.</summary>
    /// <exception cref="CommandException">Another process has it.</exception>
    public void Hold()
    {
        if (!TryHold()) throw new CommandException($"Another lianxin runs on {Path}. 已有另一个连心在使用该文件夹。");
    }

    public void Dispose() => held?.Dispose();
}

/// <summary>Which database an installation uses.</summary>
/// <param name="Engine">One of <see cref="Engine"/>'s names.</param>
/// <param name="Connection">Its connection string.</param>
public sealed record DatabaseChoice(string Engine, string Connection)
{
    /// <summary>PostgreSQL where a connection is named, else the file in the folder.</summary>
    public static DatabaseChoice Of(DataFolder folder, string? postgreSql) => string.IsNullOrWhiteSpace(postgreSql)
        ? new(Database.Engine.Sqlite, Database.Engine.SqliteConnection(folder.DatabaseFile))
        : new(Database.Engine.PostgreSql, postgreSql);
}
