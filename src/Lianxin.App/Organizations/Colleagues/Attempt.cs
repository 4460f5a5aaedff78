using Lianxin.Contracts.Organizations;

namespace Lianxin.App.Organizations.Colleagues;

/// <summary>One try to give somebody a password: id and password stay together until an answer came, so that a repeat says the same.</summary>
internal sealed record Attempt
{
    public Guid Id { get; } = Guid.CreateVersion7();
    public string Password { get; } = OneTimePassword.New();
}
