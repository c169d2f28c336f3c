using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentDesk.Surfaces.Teams.Cards;

/// <summary>
/// How much of everything a card holds. Long content is shortened by rule, always the same for the same content: the fallbacks for old
/// clients go first, then folded evidence, then lists and sentences, then the names to hand over to, then putting aside and handing over,
/// then the inputs for an edit where a dialog has them (the page has it all); then fewer actions stand on the card at once, and the others
/// follow when these are decided. A text that would be written is shown whole or has no button that approves it.
/// </summary>
/// <param name="Fallbacks">Whether each Action.Execute brings an Action.Submit for clients that do not know it.</param>
/// <param name="Claims">Statements in the fold of all evidence.</param>
/// <param name="Sentence">Characters of one sentence or quote.</param>
/// <param name="Listed">Entries of a list.</param>
/// <param name="Forms">Whether a draft can be edited in the card where a dialog could do it; without dialogs it always can.</param>
/// <param name="Actions">Actions that can be decided on the card.</param>
/// <param name="Later">Whether an action can be put aside and handed over on the card, else on its page.</param>
/// <param name="Pass">Whether it can also be passed up, and a reason given with it.</param>
/// <param name="People">Colleagues that a hand-over offers by name; where there are more, the address is typed.</param>
/// <param name="Draft">Characters of a text that would be written.</param>
internal sealed record Room(
    bool Fallbacks,
    int Claims,
    int Sentence,
    int Listed,
    bool Forms = true,
    bool Later = true,
    bool Pass = true,
    int People = 40,
    int Actions = int.MaxValue,
    int Draft = int.MaxValue
)
{
    /// <summary>Bytes in UTF-8 of a card as it is sent. The limit is 28 kB; what is left over is the message around it.</summary>
    public const int Most = 27_000;

    // As the protocol's messages are written.
    private static readonly JsonSerializerOptions Sent = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static readonly Room Whole = new(true, 40, 600, 24);

    private static readonly Room Bare = new(false, 0, 140, 3, Forms: false, Later: false, Pass: false, People: 0);

    private static readonly IReadOnlyList<Room> Steps =
    [
        Whole,
        Whole with
        {
            Fallbacks = false,
        },
        new(false, 16, 400, 12),
        new(false, 8, 300, 6, People: 12),
        new(false, 8, 300, 6, Pass: false, People: 12),
        new(false, 4, 220, 4, Pass: false, People: 0),
        new(false, 4, 220, 4, Pass: false, Later: false),
        new(false, 4, 220, 4, Forms: false, Later: false, Pass: false),
        .. new[] { 12, 8, 6, 5, 4, 3, 2, 1 }.Select(n => Bare with { Actions = n }),
        .. new[] { 12, 6, 3, 1 }.Select(n => Bare with { Actions = n, Draft = 1500 }),
        Bare with
        {
            Sentence = 80,
            Listed = 2,
            Actions = 1,
            Draft = 300,
        },
    ];

    /// <summary>The card with as much as fits.</summary>
    public static JsonObject Fit(Func<Room, JsonObject> draw)
    {
        JsonObject? card = null;
        foreach (var room in Steps)
        {
            card = draw(room);
            if (Bytes(card) <= Most)
            {
                break;
            }
        }

        return card!;
    }

    public static int Bytes(JsonNode card) => Encoding.UTF8.GetByteCount(card.ToJsonString(Sent));
}
