namespace Lianxin.Contracts.Residents;

internal static class Nothing;
