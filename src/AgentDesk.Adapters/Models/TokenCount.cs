using System.Text;

namespace AgentDesk.Adapters.Models;

/// <summary>
/// How many tokens a text is, without a provider's tokenizer: a token per 3.5 bytes of UTF-8, which is on the high side for English and
/// JSON.
/// </summary>
internal static class TokenCount
{
    public static int Of(string text) => (int)Math.Min(int.MaxValue, (Encoding.UTF8.GetByteCount(text) * 2L + 6) / 7);
}
