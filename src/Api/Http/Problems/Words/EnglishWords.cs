namespace Buurthulp.Api.Http.Problems.Words;

/// <summary>The English sentences: what is wrong, with the numbers, and what to do next.</summary>
internal static class EnglishWords
{
    public static readonly UnitWords Units = new("hour", "hours", "minute", "minutes", "and", '.',
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]);

    public static readonly IReadOnlyDictionary<string, string> Terms = new Dictionary<string, string>
    {
        ["member"] = "member",
        ["organisation"] = "organisation",
        ["shop"] = "shop",
        ["pot"] = "pot",
        ["institution"] = "institution",
        ["notes"] = "paper hours",
        ["partner"] = "another community",
        ["opening"] = "opening balances",
        ["proposed"] = "waiting for an answer",
        ["booked"] = "booked",
        ["declined"] = "declined",
        ["reversed"] = "reversed",
    };

    public static readonly IReadOnlyDictionary<string, string> Titles = new Dictionary<string, string>
    {
        // Anything
        ["command-id-reused"] = "This Idempotency-Key has been used for something else. Take a new key for a new command.",
        ["nothing-to-do"] = "There is nothing to do: it is so already, or its time has not come.",
        ["amount-not-positive"] = "The amount must be more than zero. Give the minutes (or cents) as a whole number.",
        ["amount-too-large"] = "The amount is too large: at most {largestMinutes} at a time. See whether there is a zero too many.",
        ["price-out-of-range"] = "A price of {priceCents} is not possible here. Give one above zero, {mostCents} at most.",
        ["date-in-past"] = "{on} is over. Choose today or a later day.",
        ["date-in-future"] = "{happenedOn} has not been yet; today is {today}. Record it once it has happened.",
        ["date-out-of-range"] = "{on} is not possible. Choose a day from {firstOn} through {lastOn}.",

        // Community
        ["community-unknown"] = "There is no community {community}. Check the code.",
        ["community-exists"] = "There is a community {community} already. Choose another code.",
        ["time-zone-unknown"] = "This time zone is unknown. Use a name such as Europe/Amsterdam.",
        ["agreement-incomplete"] = "The agreement lacks {field}, or its value can't be used. Give a valid value.",
        ["residents-out-of-range"] = "{residents} residents are not possible. Give zero or more.",
        ["category-unknown"] = "{category} is no kind of help here. Choose one that the community knows, or ask the coordinator to add it.",

        // Accounts
        ["account-unknown"] = "Number {account} is not known here. Check the number.",
        ["account-exists"] = "Number {account} is in use. Numbers are never given out again; choose another.",
        ["account-closed"] = "Number {account} stopped on {closedOn}. What happened before that day can still be booked.",
        ["account-kind-not-allowed"] = "Number {account} ({kind}) can't be used here. Choose another number.",
        ["date-before-joining"] = "{happenedOn} was before {account} started, on {joinedOn}. Check the date.",
        ["floor-reached"] = "{account} can still spend {availableMinutes} and {minutes} was asked (the agreed floor is {floorMinutes}). Choose a smaller amount, or wait until hours come in.",

        // Members
        ["last-admin"] = "{account} is the only admin. Make somebody else an admin first; else nobody could give an office any more.",
        ["role-not-allowed"] = "{role} is no office that a member can hold. Choose coordinator, treasurer, auditor or admin.",
        ["proxy-dates-invalid"] = "The last day ({untilOn}) lies before the first ({fromOn}), or is over. Check the days.",
        ["proxy-exists"] = "{proxy} may act for {member} already. End that first when something else was agreed.",
        ["proxy-unknown"] = "{proxy} does not act for {member}. Check the numbers.",
        ["guardian-not-allowed"] = "Only the coordinator writes down a guardian of {member}. Ask the coordinator.",
        ["member-still-here"] = "{account} is still a member. This is possible only for those who left.",
        ["leaving-balance-stays"] = "The balance of {account} stays where it is: so it was agreed, or the agreed pot is not there yet.",

        // Exchanges
        ["helper-missing"] = "It does not say who helped. Name at least one helper.",
        ["receiver-missing"] = "It does not say who was helped. Name at least one receiver.",
        ["too-many-people"] = "{people} people at once is too many; at most {mostPeople}. Split it up.",
        ["account-named-twice"] = "Number {account} stands twice on the same side. Add up the minutes and name it once.",
        ["helper-is-receiver"] = "Number {account} stands both as helper and as receiver. Leave it out on one side.",
        ["shares-unequal"] = "The helpers have {helpersMinutes} together and the receivers {receiversMinutes}. Make both sides equal.",
        ["exchange-unknown"] = "There is no such exchange. Check its id.",
        ["exchange-not-open"] = "This exchange no longer waits for an answer (now: {exchangeStatus}). See first where it stands.",
        ["exchange-not-booked"] = "This can be done only with a booked exchange (now: {exchangeStatus}). See first where it stands.",
        ["not-yours"] = "There is no such exchange. Check its id.",
        ["other-side-answers"] = "This is for the one who was helped to say. Wait for their answer, or ask the coordinator.",
        ["recorder-not-involved"] = "You can only record help that you gave or got yourself. Ask the coordinator to do it for others.",
        ["payer-not-allowed"] = "{payer} can't pay instead of the receiver here. Only a coordinator can have a pot or an institution pay.",
        ["thanked-already"] = "Thanks have been given for this. There is nothing more to do.",

        // Shops
        ["shop-terms-missing"] = "No terms have been agreed with shop {shop}. Record the terms first.",
        ["shop-terms-invalid"] = "In the shop's terms, {field} is not valid. Give a valid value.",
        ["discount-over-share"] = "The discount of {discountCents} is more than shop {shop} gives on this purchase ({mostDiscountCents}). Take at most {mostMinutes}.",
        ["shop-full"] = "Shop {shop} can still take {availableMinutes} (the agreed maximum is {mostMinutes}). Take less, or ask the shop to spend some hours first.",
        ["discount-unknown"] = "There is no such discount. Check its id.",
        ["discount-cancelled-already"] = "This discount has been undone already. There is nothing more to do.",

        // Institutions, pots, corrections and periods
        ["budget-exceeded"] = "{payer} can still pay {availableMinutes} here and {minutes} was asked (the budget is {budgetMinutes}). Record the help without a payer, or ask the treasurer for a larger budget.",
        ["grant-rule-missing"] = "It has not been agreed yet how much pot {pot} may grant. Record the rule first.",
        ["grant-limit-reached"] = "Pot {pot} can still grant {availableMinutes} this month and {minutes} was asked (at most {mostMinutes} a month). Choose a smaller amount, or wait for the next month.",
        ["grant-share-reached"] = "{member} can still get {availableMinutes} this month and {minutes} was asked (at most {mostMinutes} per person a month). Choose a smaller amount, or wait for the next month.",
        ["person-unknown"] = "For this it must be certain who you are. Use a token with your own member's number.",
        ["second-person-needed"] = "You took the first step; the second is for somebody else. Ask another coordinator or the treasurer.",
        ["entry-not-reversible"] = "At place {position} stands nothing that can be undone. Check the number.",
        ["reversed-already"] = "What stands at place {position} has been undone already. There is nothing more to do.",
        ["correction-waiting"] = "A correction of this waits for a second person already. Have that one answered first.",
        ["correction-unknown"] = "There is no such correction. Check its id.",
        ["correction-answered"] = "This correction has been answered. There is nothing more to do.",
        ["period-closed"] = "The books of {happenedOn} are closed. Book it on {firstOpenOn} or later.",
        ["period-turned-round"] = "The period begins on {fromOn} and ends on {throughOn}. Change the days round.",
        ["period-not-over"] = "{throughOn} is not over yet; today is {today}. Close through yesterday or earlier.",
        ["period-closed-before"] = "The books are closed through {closedThroughOn} already; {throughOn} is not after it. Choose a later day.",
        ["period-unsigned"] = "The last close still waits for its second signature. Have it signed or withdrawn first.",
        ["period-unknown"] = "There is no such close, or it was withdrawn. Check its id.",
        ["period-signed"] = "This close has been signed twice and stands. There is nothing more to do.",
        ["notes-unbalanced"] = "The register of paper hours says {registerMinutes}, the account {balanceMinutes}. Find out the difference with the administrator and close afterwards.",
        ["proposals-open"] = "{proposals} exchanges through {throughOn} still wait for an answer. Have them answered first, or wait until they are booked by themselves.",
        ["journal-moved-on"] = "Something else was recorded just now. Send the command again with the same Idempotency-Key.",

        // Requests, offers and activities
        ["request-unknown"] = "There is no such request. Check its id, or leave the request out.",
        ["request-closed"] = "This request is closed. Post a new one when help is needed again.",
        ["offer-unknown"] = "There is no such offer. Check its id.",
        ["offer-closed"] = "This offer has been withdrawn. Post a new one when it is possible again.",
        ["date-before-posting"] = "{on} was before it was posted, on {postedOn}. Check the date.",
        ["helper-is-asker"] = "Number {account} asked for this help and can't be the helper too. Name another helper.",
        ["request-not-yours"] = "This is up to those who asked or help with this request. Ask the coordinator.",
        ["request-still-open"] = "Nobody helps with this request yet, so there is nothing to ask about. Find a helper first.",
        ["request-booked"] = "The help for this request was written down already. If that is wrong, ask the coordinator to put it right.",
        ["request-not-matched"] = "Nobody has been agreed on to help with this request. See first where it stands.",
        ["request-is-roster"] = "This request is a roster with a helper for each day. Take one of its days.",
        ["proposal-open"] = "Somebody has been proposed for this request already. Wait for the answer.",
        ["proposal-missing"] = "Nobody is proposed for this request (any more). See first where it stands.",
        ["answer-not-yours"] = "This yes is for the other side to say. Wait for their answer, or ask the coordinator.",
        ["roster-dates-invalid"] = "A roster needs from 1 to {mostDates} different days. Check the days.",
        ["roster-date-unknown"] = "{on} is no day of a roster of this request. Check the day.",
        ["roster-date-taken"] = "Somebody helps on {on} already. Take another day.",
        ["roster-date-open"] = "Nobody helps on {on} yet. Find a helper for that day first.",
        ["roster-date-booked"] = "The help of {on} has been recorded already. There is nothing more to do.",
        ["activity-not-planned"] = "This activity took place or was called off. See the activities for how it stands.",
        ["activity-not-held"] = "This activity has not taken place yet. First write down that it did.",
        ["activity-unknown"] = "There is no such activity. Check its id.",

        // Concerns
        ["concern-unknown"] = "There is no such concern. Check the id.",
        ["concern-closed"] = "This concern is closed already. Raise a new one when something is not right again.",

        // Goals
        ["measure-unknown"] = "There is no figure {measure} to set a goal for. Choose one of the figures in the list.",
        ["goal-out-of-range"] = "A goal lies between 0 and a thousand million. Choose another number.",
        ["goal-ends-too-soon"] = "The goal starts on {startedOn} and has to end after that, not on {byOn}. Choose a later day.",
        ["goal-unknown"] = "There is no goal {goal} (any more). Check the code.",

        // Paper notes
        ["note-count-out-of-range"] = "{notes} notes at once is not possible: 1 to {mostNotes}. Split it up.",
        ["note-named-twice"] = "Note {serial} is named twice. Name each note once.",
        ["note-unknown"] = "Note {serial} was not printed here. Check the number, the last digit too.",
        ["note-batch-unknown"] = "There is no such batch of notes. Check its id.",
        ["note-issued-already"] = "Note {serial} has been issued, on {issuedOn}. Take another note.",
        ["note-not-issued"] = "Note {serial} was printed but never issued and is worth nothing. Ask the coordinator how it came out.",
        ["note-redeemed-already"] = "Note {serial} has been handed in, on {redeemedOn}. A note counts once; ask the coordinator if you think that this is wrong.",
        ["note-void"] = "Note {serial} was made void on {voidedOn}. Ask the coordinator.",
        ["note-expired"] = "Note {serial} expired on {expiredOn}. Ask the coordinator what becomes of the hours.",

        // The web edge
        ["malformed"] = "The request can't be read at '{field}'. Compare it with the description at /openapi/v1.json.",
        ["idempotency-key-missing"] = "The header Idempotency-Key is missing or no UUID. Send a new UUID with each new command, and the same one when you repeat it.",
        ["unauthenticated"] = "This needs a valid token. It is missing, was changed or has expired; ask for a new one.",
        ["forbidden"] = "This token may not do this: it is for another role or another community.",
        ["antiforgery-failed"] = "This did not come from one of our pages, or the page is too old. Load the page again and try once more.",
        ["second-factor-needed"] = "For this task you need your second step as well. Enter the code of your app, or use your passkey.",
        ["passkey-refused"] = "We can't use this passkey. Try again, or sign in with a link in your mail.",
        ["pin-too-simple"] = "This PIN is too easy to guess. Choose one without a row or a repetition.",
        ["office-not-held"] = "Number {account} does not hold this office now: it was not given or was taken back, or this member is paused. Ask the admin.",
        ["account-not-yours"] = "With this token this can be done only for its own number, not for {account}. Ask the coordinator to do it for others.",
        ["not-found"] = "There is nothing here. Check the address at /openapi/v1.json.",
        ["method-not-allowed"] = "This address does not know this method. See /openapi/v1.json for those it knows.",
        ["too-large"] = "The request is too large; at most {mostBytes} bytes.",
        ["unsupported-media-type"] = "The content must be JSON. Send the header Content-Type: application/json.",
        ["too-many-requests"] = "This token sent too many commands in a short time. Wait a little and send them again with the same Idempotency-Key.",
        ["conflict"] = "Others were faster, again and again; nothing was recorded. Send the command again with the same Idempotency-Key.",
        ["busy"] = "It is too busy; nothing was recorded. Wait a little and send the command again with the same Idempotency-Key.",
        ["database-unavailable"] = "The database is away for a moment. Wait a little and ask again; repeat a command with the same Idempotency-Key.",
        ["views-behind"] = "The overviews have not caught up yet. Wait a little and ask again.",
        ["position-and-known-on"] = "Ask for the figures as of an entry of the journal (position) or as of a day (knownOn), not both.",
        ["note-unreadable"] = "At '{field}' a digit or letter of the note was misread. Type its number and code again, or scan the note.",
        ["note-code-wrong"] = "The code does not belong to note {serial}: the note is not of this community, or was made up. Do not accept it and ask the coordinator.",
        ["member-code-wrong"] = "This code is not valid (any more). It changes every 30 seconds: scan or type what the phone shows now.",
        ["webhook-unknown"] = "There is no such webhook. Look at the list of webhooks.",
        ["webhook-address-not-allowed"] = "Nothing can be sent to {url}. Use an https address that can be reached on the internet.",
        ["too-many-webhooks"] = "There are {mostWebhooks} webhooks already, and there can't be more. Remove one that you no longer need.",
        ["too-many-wrong-codes"] = "Too many notes with a wrong code were tried. Wait a few minutes, or ask the coordinator.",
        ["invitation-unknown"] = "We do not know this invitation. Check the code, or ask the coordinator for a new one.",
        ["invitation-used"] = "Somebody has asked to join with this invitation. Ask the coordinator for a new one.",
        ["invitation-expired"] = "This invitation has expired. Ask the coordinator for a new one.",
        ["invitation-revoked"] = "This invitation was taken back. Ask the coordinator for a new one.",
        ["joining-unknown"] = "Nobody waits under this number. See the list of those who asked to join.",
        ["joining-answered"] = "Somebody else has decided about this one. See the list of members.",
        ["concern-erased"] = "The words of this concern were erased because somebody had all their data removed. Follow it up without words.",
        ["internal-error"] = "Something went wrong in the program. Report this with the traceId to the operator.",
    };
}
