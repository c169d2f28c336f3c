using AgentDesk.Adapters.Models.Embedded.Drafting;

namespace AgentDesk.Tests.Adapters.Models.Embedded.Drafting;

/// <summary>Five people who write differently.</summary>
internal static class Voices
{
    public static readonly IReadOnlyList<string> LowerCaseSamples =
    [
        "sam,\n\ntwo things:\n1. the trial's extended till friday, i asked\n2. your login was the old one, that's why it choked\n\nshout if it still does.\n\nthx\nrory",
        "lee,\n\nfair. i'd do the same. we don't have a windows build and won't this year, so don't plan on one.\n\nrory",
        "kim,\n\nwhat's left:\n- the invoice address, yours\n- the start day, ours\n\nthat's all. tell me if i missed one.\n\nthx\nrory",
    ];

    public static readonly IReadOnlyList<string> FormalSamples =
    [
        "Dear Ms Albrecht,\n\nThank you for your patience. I have spoken with our engineer and I am glad to say that the figures which you questioned were indeed mistaken. I should be grateful if you would discard the earlier sheet.\n\nYours sincerely,\nHelen Marsh\nKey Accounts",
        "Dear Paul,\n\nIt is kind of you to ask. The delay is not of your making and I shall not trouble you further before the holidays. Please correct me if I have misunderstood.\n\nYours sincerely,\nHelen Marsh",
        "Dear Ruth,\n\nI enclose the minutes. You will find that I have left the second point open, since I was not certain what had been agreed.\n\nYours sincerely,\nHelen Marsh",
    ];

    public static readonly IReadOnlyList<string> WarmSamples =
    [
        "Hi Joanne!\n\nThank you so much for lunch, I'm still full! I've put the three sketches in the folder and you'll see which one I'd pick.\n\nHave a lovely weekend!\nBev",
        "Hi Marcus!\n\nThat's great news, and I'm not even a bit surprised! I'll let the team know so they don't plan around it.\n\nThanks again!\nBev",
        "Hi Tina!\n\nI goofed on the dates, it's the week after! Tell me if that's a pain and we'll move it.\n\nBev",
    ];

    public static readonly IReadOnlyList<string> PlainSamples =
    [
        "Hello Arne,\n\nThe file you sent is complete. I've loaded it and the totals match yours. The import runs tonight and you'll see the result in the morning.\n\nRegards\nMartin",
        "Hello Ines,\n\nI was wrong about the filter, it doesn't keep its setting. The fix is planned. Until then you'd have to set it again each time, which I know is annoying.\n\nRegards\nMartin",
        "Hello Jo,\n\nOne thing before Monday: is the second site still in the plan? It changes the seat count. If you don't know yet, that's fine.\n\nRegards\nMartin",
    ];

    public static readonly VoiceProfile LowerCase = VoiceProfile.Of(LowerCaseSamples);

    public static readonly VoiceProfile Formal = VoiceProfile.Of(FormalSamples);

    public static readonly VoiceProfile Warm = VoiceProfile.Of(WarmSamples);

    public static readonly VoiceProfile Plain = VoiceProfile.Of(PlainSamples);

    public static IReadOnlyList<(VoiceProfile Voice, string Owner)> All =
    [
        (LowerCase, "Rory Quill"),
        (Formal, "Helen Marsh"),
        (Warm, "Bev Castle"),
        (Plain, "Martin Ohl"),
        (VoiceProfile.Neutral, "Noor Haddad"),
    ];
}
