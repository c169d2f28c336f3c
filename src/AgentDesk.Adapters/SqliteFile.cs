using AgentDesk.Engine;
using Microsoft.Data.Sqlite;

namespace AgentDesk.Adapters;

/// <summary>
/// What all SQLite files of the data folder share: how a file that only may be read is opened, and what a damaged one is called.
/// </summary>
internal static class SqliteFile
{
    private static int _probes;

    /// <summary>
    /// The connection string of a file. Where the folder only may be read (an auditor's copy), the file is opened as unchanging, which
    /// needs no file beside it; changes that were not yet taken into the file itself would be missed, so then it is refused.
    /// </summary>
    /// <exception cref="UnusableInputException">The folder may only be read, and a `-wal` file beside it still holds changes.</exception>
    public static string ConnectionString(string path, SqliteOpenMode mode, int timeoutSeconds)
    {
        if (File.Exists(path) && !MayWrite(path))
        {
            if (new FileInfo(path + "-wal") is { Exists: true, Length: > 0 })
            {
                throw new UnusableInputException(
                    $"`{path}` may only be read, and `{Path.GetFileName(path)}-wal` beside it holds changes: copy both to where you may write"
                );
            }

            return new SqliteConnectionStringBuilder
            {
                DataSource =
                    $"file:{Uri.EscapeDataString(Path.GetFullPath(path)).Replace("%2F", "/", StringComparison.Ordinal)}?immutable=1",
                Mode = SqliteOpenMode.ReadOnly,
            }.ToString();
        }

        return new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            DefaultTimeout = timeoutSeconds,
        }.ToString();
    }

    /// <summary>Whether the file can be changed, and a file made beside it.</summary>
    public static bool MayWrite(string path)
    {
        try
        {
            // INVARIANT: the file itself is never opened beside SQLite. Closing any handle to it drops the locks that this process holds on
            // it (POSIX); another process that then closes its connection takes itself for the last one and deletes the `-wal` under the
            // feet of this one, and what was committed to it since is lost.
            return !File.GetAttributes(path).HasFlag(FileAttributes.ReadOnly) && MayCreate(path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }

    /// <summary>Whether a file can be made in the folder of this one.</summary>
    public static bool MayCreate(string path)
    {
        try
        {
            var probe = $"{path}.{Environment.ProcessId}-{Interlocked.Increment(ref _probes)}.probe";
            using (File.Create(probe, 1, FileOptions.DeleteOnClose))
            {
                return true;
            }
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }

    public static bool IsDamage(SqliteException e) => e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB;
}
