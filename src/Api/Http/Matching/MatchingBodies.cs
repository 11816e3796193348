using Buurthulp.Api.Http.Exchanges;
using Buurthulp.Ledger.Accounts;
using Buurthulp.Ledger.Matching;
using NodaTime;

namespace Buurthulp.Api.Http.Matching;

/// <summary>A request for help. Its id is the Idempotency-Key.</summary>
/// <param name="Category">A kind of help that the community knows.</param>
/// <param name="Member">Who asks; left out by a member, who asks for themselves.</param>
/// <param name="Words">What they say. It is kept outside the journal; members of the community can read it.</param>
/// <param name="NeededOn">The day on which the help is needed.</param>
/// <param name="NeededBy">The last day on which the help makes sense.</param>
/// <param name="Neighbourhood">Where the help is needed.</param>
/// <param name="NotFromMyStreet">Rather somebody who does not live in the same street.</param>
/// <param name="Languages">Languages in which they can talk with the helper, as codes such as nl.</param>
/// <param name="Dates">For a roster: the days, each of which wants a helper.</param>
/// <param name="Channel">Which way it came in.</param>
public sealed record PostRequestBody(CategoryCode Category, AccountNumber? Member = null, string? Words = null, LocalDate? NeededOn = null, LocalDate? NeededBy = null, NeighbourhoodCode? Neighbourhood = null,
    bool NotFromMyStreet = false, IReadOnlyList<LanguageCode>? Languages = null, IReadOnlyList<LocalDate>? Dates = null, ExchangeChannel Channel = ExchangeChannel.Web);

/// <summary>An offer of help. Its id is the Idempotency-Key.</summary>
/// <param name="Category">A kind of help that the community knows.</param>
/// <param name="Member">Who offers; left out by a member, who offers for themselves.</param>
/// <param name="Words">What they say. It is kept outside the journal.</param>
/// <param name="Availability">The parts of the week that suit; left out: any.</param>
/// <param name="Languages">Languages that they speak, as codes such as nl.</param>
/// <param name="Neighbourhood">Where they would like to help; left out: anywhere.</param>
/// <param name="NotFromMyStreet">Rather for somebody who does not live in the same street.</param>
/// <param name="Channel">Which way it came in.</param>
public sealed record PostOfferBody(CategoryCode Category, AccountNumber? Member = null, string? Words = null, IReadOnlyList<Daypart>? Availability = null, IReadOnlyList<LanguageCode>? Languages = null,
    NeighbourhoodCode? Neighbourhood = null, bool NotFromMyStreet = false, ExchangeChannel Channel = ExchangeChannel.Web);

/// <summary>Who helps.</summary>
/// <param name="Helper">Left out by a member, who speaks for themselves; when a match is agreed, left out is the one who is proposed.</param>
public sealed record HelperBody(AccountNumber? Helper = null);

/// <summary>Why a request was stopped.</summary>
/// <param name="Reason">In words, for coordinators only. It is kept outside the journal.</param>
public sealed record StopRequestBody(string? Reason = null);

/// <summary>How it went.</summary>
/// <param name="Outcome">A code, such as <c>well</c>; never free text.</param>
public sealed record FollowUpBody(OutcomeCode Outcome);

/// <summary>To whom somebody was referred.</summary>
/// <param name="Organisation">A code, such as <c>wijkteam</c>.</param>
public sealed record ReferRequestBody(OrganisationCode? Organisation = null);

/// <summary>The help that came of a match. The people and the kind of help are those of the request.</summary>
/// <param name="Minutes">Whole minutes, more than zero.</param>
/// <param name="HappenedOn">The day of the help; for a roster one of its days.</param>
/// <param name="Channel">Which way the record came in.</param>
public sealed record BookRequestBody(long Minutes, LocalDate HappenedOn, ExchangeChannel Channel = ExchangeChannel.Web);

/// <summary>A request that was posted.</summary>
/// <param name="RequestId">Its id, which is the Idempotency-Key.</param>
/// <param name="Position">Its place in the journal.</param>
public sealed record RequestPostedAnswer(Guid RequestId, long Position);

/// <summary>An offer that was posted.</summary>
/// <param name="OfferId">Its id, which is the Idempotency-Key.</param>
/// <param name="Position">Its place in the journal.</param>
public sealed record OfferPostedAnswer(Guid OfferId, long Position);
