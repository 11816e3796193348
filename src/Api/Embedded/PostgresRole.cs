namespace Buurthulp.Api.Embedded;

/// <summary>What the process that asks for the embedded database is.</summary>
public enum PostgresRole
{
    /// <summary>Runs until it is stopped. There is at most one on a data folder.</summary>
    Server,

    /// <summary>Does one thing and ends. Uses the database of whoever runs it already, or runs it for as long as needed.</summary>
    Command,
}
