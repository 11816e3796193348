using System.Globalization;
using Buurthulp.Ledger.Journal;

namespace Buurthulp.Ledger.Verification;

/// <summary>What came of checking an exported journal.</summary>
public abstract record VerificationResult
{
    /// <summary>Nothing is wrong with the journal in itself. Its root says which journal it is: compare it with one that was published.</summary>
    public sealed record Fine(Checkpoint Checkpoint) : VerificationResult;

    /// <summary>Something is wrong.</summary>
    /// <param name="First">
    /// The first position that can't be trusted. One more than the number of entries when the checkpoint line is what is wrong or missing.
    /// </param>
    /// <param name="Last">The last position that this can be about; the same as <paramref name="First"/> when the place is known.</param>
    /// <param name="Flaw">What is wrong.</param>
    public sealed record Bad(long First, long Last, Flaw Flaw) : VerificationResult
    {
        /// <summary>What is wrong, in one line.</summary>
        public string Reason => Flaw.Text;

        /// <summary>Where and what, in one line.</summary>
        public string Message => First == Last
            ? string.Create(CultureInfo.InvariantCulture, $"position {First}: {Reason}")
            : string.Create(CultureInfo.InvariantCulture, $"positions {First} to {Last}: {Reason}");
    }
}
