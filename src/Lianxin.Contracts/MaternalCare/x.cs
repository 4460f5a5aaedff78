namespace Lianxin.Contracts.MaternalCare;

internal static class Nothing;
