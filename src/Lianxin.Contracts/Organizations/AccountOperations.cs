using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;

namespace Lianxin.Contracts.Organizations;

/// <summary>A password for one sign-in, as it stands on a slip: read from paper, typed once.</summary>
public static class OneTimePassword
{
    /// <summary>Without look-alikes: no i, l, 1, no o, 0.</summary>
    public const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    private const int Least = 12, Group = 4, Different = 6;

    /// <summary>A new one, of 59 bits, in groups for the eye: <c>k7mq-2xwd-p9fa</c>.</summary>
    public static string New()
    {
        string made;
        do made = string.Join('-', RandomNumberGenerator.GetString(Alphabet, Least).Chunk(Group).Select(g => new string(g)));
        while (!Fits(made)); // once in twenty thousand
        return made;
    }

    /// <summary>Made as <see cref="New"/> makes it: a name or a year of birth is none, nor one sign again and again.</summary>
    public static bool Fits(string text) => text.Replace("-", "", StringComparison.Ordinal) is { Length: >= Least } signs && signs.All(Alphabet.Contains) && signs.Distinct().Count() >= Different;
}

/// <summary>Opens an account for a colleague, with a password for the first sign-in that its owner has to change.</summary>
public sealed record OpenAccount : IOperation, IValidatableObject
{
    public static string Kind => "organizations/open-account";

    public required Guid StaffId { get; init; }

    /// <summary>Where the colleague has a post.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>3 to 40 letters, figures, dots, hyphens, underlines; capitals count as small.</summary>
    [Required, StringLength(40)] public string? UserName { get; set; }

    /// <summary>See <see cref="OneTimePassword"/>.</summary>
    [Required, StringLength(40), NotKept] public string? Password { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (UserName!.Trim() is not { Length: >= 3 } name || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')) yield return new("user-name", [nameof(UserName)]);
        if (!OneTimePassword.Fits(Password!)) yield return new("weak-password", [nameof(Password)]);
    }
}

/// <summary>Another password for the next sign-in, where the slip or the own one is lost. Open sessions of the account end.</summary>
public sealed record RenewAccount : IOperation, IValidatableObject
{
    public static string Kind => "organizations/renew-account";

    public required Guid StaffId { get; init; }

    /// <summary>Where the colleague has a post.</summary>
    public required Guid OrganizationId { get; init; }

    /// <summary>See <see cref="OneTimePassword"/>.</summary>
    [Required, StringLength(40), NotKept] public string? Password { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!OneTimePassword.Fits(Password!)) yield return new("weak-password", [nameof(Password)]);
    }
}
