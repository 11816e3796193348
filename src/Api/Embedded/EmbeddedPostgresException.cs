namespace Buurthulp.Api.Embedded;

/// <summary>
/// The app cannot run its own PostgreSQL. The message is one line for the person at the keyboard:
/// what is wrong, where, and what to do.
/// </summary>
public sealed class EmbeddedPostgresException(string message, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The address of the server that already runs on the data folder, when that is the reason; otherwise null.</summary>
    public string? RunningAddress { get; init; }
}
