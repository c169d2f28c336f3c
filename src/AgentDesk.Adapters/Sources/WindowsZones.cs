namespace AgentDesk.Adapters.Sources;

/// <summary>
/// Time zones by the names that Graph uses. The program runs without ICU (InvariantGlobalization), which is what knows
/// Windows' names on other systems, so the table of the common ones is here (CLDR windowsZones, territory 001).
/// </summary>
internal static class WindowsZones
{
    private static readonly Dictionary<string, string> Iana = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UTC"] = "Etc/UTC",
        ["Coordinated Universal Time"] = "Etc/UTC",
        ["tzone://Microsoft/Utc"] = "Etc/UTC",
        ["Greenwich Standard Time"] = "Atlantic/Reykjavik",
        ["GMT Standard Time"] = "Europe/London",
        ["Morocco Standard Time"] = "Africa/Casablanca",
        ["W. Europe Standard Time"] = "Europe/Berlin",
        ["Central Europe Standard Time"] = "Europe/Budapest",
        ["Romance Standard Time"] = "Europe/Paris",
        ["Central European Standard Time"] = "Europe/Warsaw",
        ["W. Central Africa Standard Time"] = "Africa/Lagos",
        ["GTB Standard Time"] = "Europe/Bucharest",
        ["Middle East Standard Time"] = "Asia/Beirut",
        ["Egypt Standard Time"] = "Africa/Cairo",
        ["E. Europe Standard Time"] = "Europe/Chisinau",
        ["South Africa Standard Time"] = "Africa/Johannesburg",
        ["FLE Standard Time"] = "Europe/Kiev",
        ["Israel Standard Time"] = "Asia/Jerusalem",
        ["Kaliningrad Standard Time"] = "Europe/Kaliningrad",
        ["Jordan Standard Time"] = "Asia/Amman",
        ["Arabic Standard Time"] = "Asia/Baghdad",
        ["Turkey Standard Time"] = "Europe/Istanbul",
        ["Arab Standard Time"] = "Asia/Riyadh",
        ["Belarus Standard Time"] = "Europe/Minsk",
        ["Russian Standard Time"] = "Europe/Moscow",
        ["E. Africa Standard Time"] = "Africa/Nairobi",
        ["Iran Standard Time"] = "Asia/Tehran",
        ["Arabian Standard Time"] = "Asia/Dubai",
        ["Azerbaijan Standard Time"] = "Asia/Baku",
        ["Georgian Standard Time"] = "Asia/Tbilisi",
        ["Caucasus Standard Time"] = "Asia/Yerevan",
        ["Afghanistan Standard Time"] = "Asia/Kabul",
        ["West Asia Standard Time"] = "Asia/Tashkent",
        ["Ekaterinburg Standard Time"] = "Asia/Yekaterinburg",
        ["Pakistan Standard Time"] = "Asia/Karachi",
        ["India Standard Time"] = "Asia/Kolkata",
        ["Sri Lanka Standard Time"] = "Asia/Colombo",
        ["Nepal Standard Time"] = "Asia/Kathmandu",
        ["Central Asia Standard Time"] = "Asia/Almaty",
        ["Bangladesh Standard Time"] = "Asia/Dhaka",
        ["Myanmar Standard Time"] = "Asia/Yangon",
        ["SE Asia Standard Time"] = "Asia/Bangkok",
        ["N. Central Asia Standard Time"] = "Asia/Novosibirsk",
        ["North Asia Standard Time"] = "Asia/Krasnoyarsk",
        ["China Standard Time"] = "Asia/Shanghai",
        ["Singapore Standard Time"] = "Asia/Singapore",
        ["W. Australia Standard Time"] = "Australia/Perth",
        ["Taipei Standard Time"] = "Asia/Taipei",
        ["North Asia East Standard Time"] = "Asia/Irkutsk",
        ["Tokyo Standard Time"] = "Asia/Tokyo",
        ["Korea Standard Time"] = "Asia/Seoul",
        ["Yakutsk Standard Time"] = "Asia/Yakutsk",
        ["Cen. Australia Standard Time"] = "Australia/Adelaide",
        ["AUS Central Standard Time"] = "Australia/Darwin",
        ["E. Australia Standard Time"] = "Australia/Brisbane",
        ["AUS Eastern Standard Time"] = "Australia/Sydney",
        ["Tasmania Standard Time"] = "Australia/Hobart",
        ["Vladivostok Standard Time"] = "Asia/Vladivostok",
        ["West Pacific Standard Time"] = "Pacific/Port_Moresby",
        ["Central Pacific Standard Time"] = "Pacific/Guadalcanal",
        ["New Zealand Standard Time"] = "Pacific/Auckland",
        ["Fiji Standard Time"] = "Pacific/Fiji",
        ["Tonga Standard Time"] = "Pacific/Tongatapu",
        ["Samoa Standard Time"] = "Pacific/Apia",
        ["Azores Standard Time"] = "Atlantic/Azores",
        ["Cape Verde Standard Time"] = "Atlantic/Cape_Verde",
        ["Greenland Standard Time"] = "America/Godthab",
        ["E. South America Standard Time"] = "America/Sao_Paulo",
        ["Argentina Standard Time"] = "America/Buenos_Aires",
        ["SA Eastern Standard Time"] = "America/Cayenne",
        ["Montevideo Standard Time"] = "America/Montevideo",
        ["Bahia Standard Time"] = "America/Bahia",
        ["Newfoundland Standard Time"] = "America/St_Johns",
        ["Atlantic Standard Time"] = "America/Halifax",
        ["SA Western Standard Time"] = "America/La_Paz",
        ["Pacific SA Standard Time"] = "America/Santiago",
        ["Paraguay Standard Time"] = "America/Asuncion",
        ["Venezuela Standard Time"] = "America/Caracas",
        ["Central Brazilian Standard Time"] = "America/Cuiaba",
        ["Eastern Standard Time"] = "America/New_York",
        ["US Eastern Standard Time"] = "America/Indiana/Indianapolis",
        ["SA Pacific Standard Time"] = "America/Bogota",
        ["Eastern Standard Time (Mexico)"] = "America/Cancun",
        ["Central Standard Time"] = "America/Chicago",
        ["Central Standard Time (Mexico)"] = "America/Mexico_City",
        ["Central America Standard Time"] = "America/Guatemala",
        ["Canada Central Standard Time"] = "America/Regina",
        ["Mountain Standard Time"] = "America/Denver",
        ["US Mountain Standard Time"] = "America/Phoenix",
        ["Mountain Standard Time (Mexico)"] = "America/Mazatlan",
        ["Pacific Standard Time"] = "America/Los_Angeles",
        ["Pacific Standard Time (Mexico)"] = "America/Tijuana",
        ["Alaskan Standard Time"] = "America/Anchorage",
        ["Hawaiian Standard Time"] = "Pacific/Honolulu",
    };

    /// <summary>The zone of this Windows or IANA name, or null.</summary>
    public static TimeZoneInfo? Find(string name)
    {
        var iana = Iana.GetValueOrDefault(name, name);
        if (iana is "Etc/UTC")
        {
            return TimeZoneInfo.Utc;
        }
        return TimeZoneInfo.TryFindSystemTimeZoneById(iana, out var zone) ? zone : null;
    }
}
