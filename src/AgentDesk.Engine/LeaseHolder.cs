using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace AgentDesk.Engine;

/// <summary>
/// Names who holds a lease: machine, process, the process's start, and a number within it. So a holder that was killed is known to be gone
/// at once on the same machine, and its work need not wait for the lease to run out.
/// </summary>
public static class LeaseHolder
{
    private static readonly string Here = string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.MachineName}/{Environment.ProcessId}/{StartOf(Process.GetCurrentProcess()).ToUnixTimeSeconds()}"
    );

    private static long _last;

    /// <summary>A holder that no other piece of work shares.</summary>
    public static string Next() => string.Create(CultureInfo.InvariantCulture, $"{Here}/{Interlocked.Increment(ref _last)}");

    /// <summary>Whether the holder was a process of this machine that runs no more. A holder elsewhere is never known to be gone.</summary>
    public static bool IsGone(string holder)
    {
        var parts = holder.Split('/');
        if (
            parts.Length != 4
            || parts[0] != Environment.MachineName
            || !int.TryParse(parts[1], CultureInfo.InvariantCulture, out var pid)
            || !long.TryParse(parts[2], CultureInfo.InvariantCulture, out var start)
        )
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(pid);

            // The start is read off the boot time, which jitters: two seconds apart is the same process.
            return Math.Abs(StartOf(process).ToUnixTimeSeconds() - start) > 2;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    private static DateTimeOffset StartOf(Process process) => new(process.StartTime.ToUniversalTime());
}
