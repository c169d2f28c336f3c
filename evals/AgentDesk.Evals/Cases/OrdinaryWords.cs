namespace AgentDesk.Evals.Cases;

/// <summary>Words of English that are names, too: without a capital they are left alone, or a text would lose its sense.</summary>
internal static class OrdinaryWords
{
    private static readonly HashSet<string> All = new(
        (
            "will mark may april june august grace hope faith joy rich bill pat drew art max sky dean frank chase grant rob sue penny rose iris lily ivy jade ruby pearl dawn eve summer autumn guy jack sandy ray jean dale glen cliff brook brooks "
            + "stone hill price case long young banks bell rice read reed white black brown green gray grey king knight field fields wood woods park parks lake rivers day days moon star stern strong short sharp power powers church cook baker "
            + "butler carter mason miller porter potter smith taylor turner walker fisher hunter parker page post love little best good goodman house hall street way west north south east new old first second last next one united general "
            + "national american global international central standard premier pioneer summit delta alpha beta omega apex core edge bridge bright clear open prime true real blue red gold silver iron steel light water fire earth air sun "
            + "apple orange target gap square stripe box slack zoom team data cloud net tech digital systems services solutions partners energy health care home city state union capital trust bank insurance foods water works "
            + "major minor marsh pool cross fox wolf bird swan lamb drake nail nails wise early noble frost winter winters rush speed gates bolt tower castle forest garden meadow bishop pope abbott chance sterling cash dollar swift "
            + "an see do so he my you to in on at by no go am is it as or if be we us up"
        ).Split(' ', StringSplitOptions.RemoveEmptyEntries),
        StringComparer.Ordinal
    );

    public static bool Contains(string folded) => All.Contains(folded);
}
