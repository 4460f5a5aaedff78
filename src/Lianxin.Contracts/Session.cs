using System.ComponentModel.DataAnnotations;

namespace Lianxin.Contracts;

/// <summary>Who is signed in, and what the app may offer.</summary>
public sealed record SessionView
{
    public required Guid StaffId { get; init; }
    public required string UserName { get; init; }
    public required string Name { get; init; }
    public string Title { get; init; } = "";
    public required Guid OrganizationId { get; init; }
    public required string OrganizationName { get; init; }

    /// <summary>Code of the role of the post, as in <c>midwife</c>.</summary>
    public required string Role { get; init; }
    public IReadOnlyList<string> Permissions { get; init; } = [];

    /// <summary>Sent back with every write in the header <c>X-Lianxin-Csrf</c>.</summary>
    public required string Csrf { get; init; }

    /// <summary>True in the demo: every screen says so.</summary>
    public bool Demo { get; init; }

    /// <summary>The server's domain clock; in the demo another day than the machine's.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>IANA name of the zone in which dates are shown. Default Asia/Shanghai.</summary>
    public string Zone { get; init; } = "Asia/Shanghai";

    /// <summary>Minutes without a request after which the session locks.</summary>
    public int IdleMinutes { get; init; } = 15;

    /// <summary>True until the password that somebody else chose is changed; nothing else is answered before.</summary>
    public bool MustChangePassword { get; init; }
}

/// <summary>Sign-in by password, and by a code of six digits where the account has one.</summary>
public sealed record SignIn
{
    [Required, StringLength(100)] public string? UserName { get; set; }
    [Required, StringLength(200)] public string? Password { get; set; }
    [StringLength(10)] public string? Code { get; set; }
}

/// <summary>Unlocks a session that has stood idle.</summary>
public sealed record Unlock
{
    [Required, StringLength(200)] public string? Password { get; set; }
}

/// <summary>Changes one's own password; all other sessions of the account end.</summary>
public sealed record ChangePassword
{
    [Required, StringLength(200)] public string? Current { get; set; }

    /// <summary>At least 10 characters, not the account's name.</summary>
    [Required, StringLength(200, MinimumLength = 10)] public string? New { get; set; }
}

/// <summary>Somebody whom the demo's visitor can become with one click.</summary>
public sealed record DemoPerson(string UserName, string Name, string Title, string Role, string Organization);
