using Lianxin.ClinicalRules.Forms;

namespace Lianxin.App.Forms;

internal static class FieldStateExtensions
{
    public static FieldPlace Place(this FieldState state) => new(state.Field.Key, state.Fetus, state.Row);
}
