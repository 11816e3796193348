namespace Buurthulp.Api.Http.Problems.Words;

/// <summary>The Dutch sentences: what is wrong, with the numbers, and what to do next.</summary>
internal static class DutchWords
{
    public static readonly UnitWords Units = new("uur", "uur", "minuut", "minuten", "en", ',',
        ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
        ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]);

    public static readonly IReadOnlyDictionary<string, string> Terms = new Dictionary<string, string>
    {
        ["member"] = "lid",
        ["organisation"] = "organisatie",
        ["shop"] = "winkel",
        ["pot"] = "pot",
        ["institution"] = "instelling",
        ["notes"] = "urenbiljetten",
        ["partner"] = "andere gemeenschap",
        ["opening"] = "beginbalans",
        ["proposed"] = "wacht op antwoord",
        ["booked"] = "geboekt",
        ["declined"] = "afgewezen",
        ["reversed"] = "teruggedraaid",
    };

    public static readonly IReadOnlyDictionary<string, string> Titles = new Dictionary<string, string>
    {
        // Anything
        ["command-id-reused"] = "Deze Idempotency-Key is al gebruikt voor iets anders. Neem een nieuwe sleutel voor een nieuwe opdracht.",
        ["nothing-to-do"] = "Er is niets te doen: dit staat er al zo, of het is nog niet zover.",
        ["amount-not-positive"] = "Het aantal moet meer dan nul zijn. Vul het aantal minuten in als een heel getal.",
        ["amount-too-large"] = "Het aantal is te groot: ten hoogste {largestMinutes} per keer. Kijk of er een nul te veel staat.",
        ["price-out-of-range"] = "Een bedrag van {priceCents} kan hier niet. Vul een bedrag boven nul in, ten hoogste {mostCents}.",
        ["date-in-past"] = "{on} is al voorbij. Kies vandaag of een latere dag.",
        ["date-in-future"] = "{happenedOn} is nog niet geweest; vandaag is het {today}. Leg het vast als het gebeurd is.",
        ["date-out-of-range"] = "{on} kan niet. Kies een dag van {firstOn} tot en met {lastOn}.",

        // Community
        ["community-unknown"] = "De gemeenschap {community} is er niet. Kijk de code na.",
        ["community-exists"] = "De gemeenschap {community} is er al. Kies een andere code.",
        ["time-zone-unknown"] = "Deze tijdzone is onbekend. Gebruik een naam als Europe/Amsterdam.",
        ["agreement-incomplete"] = "In de afspraken ontbreekt {field}, of de waarde kan niet. Vul een geldige waarde in.",
        ["residents-out-of-range"] = "{residents} inwoners kan niet. Vul nul of meer in.",
        ["category-unknown"] = "{category} is hier geen soort hulp. Kies een soort die de gemeenschap kent, of vraag de bemiddelaar om hem toe te voegen.",

        // Accounts
        ["account-unknown"] = "Nummer {account} is hier niet bekend. Kijk het nummer na.",
        ["account-exists"] = "Nummer {account} is al in gebruik. Nummers worden nooit opnieuw uitgegeven; kies een ander.",
        ["account-closed"] = "Nummer {account} is gestopt op {closedOn}. Wat daarvoor gebeurde kan nog geboekt worden.",
        ["account-kind-not-allowed"] = "Nummer {account} ({kind}) kan hier niet gebruikt worden. Kies een ander nummer.",
        ["date-before-joining"] = "{happenedOn} was voordat {account} begon, op {joinedOn}. Kijk de datum na.",
        ["floor-reached"] = "Op {account} is nog {availableMinutes} te besteden en gevraagd is {minutes} (de afgesproken ondergrens is {floorMinutes}). Kies een kleiner aantal, of wacht tot er uren bij komen.",

        // Members
        ["last-admin"] = "{account} is de enige beheerder. Maak eerst iemand anders beheerder; anders kan niemand meer taken geven.",
        ["role-not-allowed"] = "{role} is geen taak die een lid kan krijgen. Kies coordinator, treasurer, auditor of admin.",
        ["proxy-dates-invalid"] = "De laatste dag ({untilOn}) ligt voor de eerste ({fromOn}), of is al voorbij. Kijk de dagen na.",
        ["proxy-exists"] = "{proxy} mag al handelen voor {member}. Beëindig dat eerst als er iets anders is afgesproken.",
        ["proxy-unknown"] = "{proxy} handelt niet voor {member}. Kijk de nummers na.",
        ["guardian-not-allowed"] = "Een voogd of bewindvoerder van {member} legt alleen de bemiddelaar vast. Vraag de bemiddelaar.",
        ["member-still-here"] = "{account} is nog lid. Dit kan pas als iemand gestopt is.",
        ["leaving-balance-stays"] = "Het saldo van {account} blijft staan: zo is het afgesproken, of de afgesproken pot is er nog niet.",

        // Exchanges
        ["helper-missing"] = "Er staat niet bij wie er hielp. Noem ten minste één helper.",
        ["receiver-missing"] = "Er staat niet bij wie er geholpen werd. Noem ten minste één ontvanger.",
        ["too-many-people"] = "{people} mensen in één keer is te veel; ten hoogste {mostPeople}. Verdeel het over meer keren.",
        ["account-named-twice"] = "Nummer {account} staat er twee keer aan dezelfde kant. Tel de minuten op en noem het nummer één keer.",
        ["helper-is-receiver"] = "Nummer {account} staat er als helper en als ontvanger. Laat het aan één kant weg.",
        ["shares-unequal"] = "De helpers hebben samen {helpersMinutes} en de ontvangers samen {receiversMinutes}. Maak beide kanten gelijk.",
        ["exchange-unknown"] = "Deze uitwisseling is er niet. Kijk het kenmerk na.",
        ["exchange-not-open"] = "Deze uitwisseling wacht niet meer op antwoord (nu: {exchangeStatus}). Kijk eerst hoe het ervoor staat.",
        ["exchange-not-booked"] = "Dit kan alleen bij een geboekte uitwisseling (nu: {exchangeStatus}). Kijk eerst hoe het ervoor staat.",
        ["not-yours"] = "Deze uitwisseling is er niet. Kijk het kenmerk na.",
        ["other-side-answers"] = "Dit is aan degene die geholpen werd. Wacht op hun antwoord, of vraag de bemiddelaar.",
        ["recorder-not-involved"] = "U kunt alleen hulp vastleggen die u zelf gaf of kreeg. Vraag de bemiddelaar om het voor anderen te doen.",
        ["payer-not-allowed"] = "{payer} kan hier niet betalen in plaats van de ontvanger. Alleen een bemiddelaar kan een pot of instelling laten betalen.",
        ["thanked-already"] = "Hiervoor is al bedankt. U hoeft niets meer te doen.",

        // Shops
        ["shop-terms-missing"] = "Met winkel {shop} zijn nog geen afspraken gemaakt. Leg eerst de afspraken vast.",
        ["shop-terms-invalid"] = "In de afspraken met de winkel klopt {field} niet. Vul een geldige waarde in.",
        ["discount-over-share"] = "De korting van {discountCents} is meer dan winkel {shop} op deze aankoop geeft ({mostDiscountCents}). Reken ten hoogste {mostMinutes} af.",
        ["shop-full"] = "Winkel {shop} neemt nog {availableMinutes} aan (het afgesproken maximum is {mostMinutes}). Reken minder af, of vraag de winkel eerst uren uit te geven.",
        ["discount-unknown"] = "Deze korting is er niet. Kijk het kenmerk na.",
        ["discount-cancelled-already"] = "Deze korting is al ongedaan gemaakt. U hoeft niets meer te doen.",

        // Institutions, pots, corrections and periods
        ["budget-exceeded"] = "{payer} kan hier nog {availableMinutes} betalen en gevraagd is {minutes} (het budget is {budgetMinutes}). Leg de hulp vast zonder betaler, of vraag de penningmeester om een ruimer budget.",
        ["grant-rule-missing"] = "Voor pot {pot} is nog niet afgesproken hoeveel er uitgedeeld mag worden. Leg eerst de regel vast.",
        ["grant-limit-reached"] = "Uit pot {pot} kan deze maand nog {availableMinutes} en gevraagd is {minutes} (ten hoogste {mostMinutes} per maand). Kies een kleiner aantal, of wacht tot de volgende maand.",
        ["grant-share-reached"] = "{member} kan deze maand nog {availableMinutes} krijgen en gevraagd is {minutes} (ten hoogste {mostMinutes} per persoon per maand). Kies een kleiner aantal, of wacht tot de volgende maand.",
        ["person-unknown"] = "Hiervoor moet vaststaan wie je bent. Gebruik een token met je eigen lidnummer.",
        ["second-person-needed"] = "U deed de eerste stap; de tweede is voor iemand anders. Vraag een andere bemiddelaar of de penningmeester.",
        ["entry-not-reversible"] = "Op plaats {position} staat niets dat teruggedraaid kan worden. Kijk het nummer na.",
        ["reversed-already"] = "Wat op plaats {position} staat is al teruggedraaid. U hoeft niets meer te doen.",
        ["correction-waiting"] = "Hiervoor wacht al een correctie op een tweede persoon. Laat die eerst beantwoorden.",
        ["correction-unknown"] = "Deze correctie is er niet. Kijk het kenmerk na.",
        ["correction-answered"] = "Deze correctie is al beantwoord. U hoeft niets meer te doen.",
        ["period-closed"] = "De boeken van {happenedOn} zijn gesloten. Boek het op {firstOpenOn} of later.",
        ["period-turned-round"] = "De periode begint op {fromOn} en eindigt op {throughOn}. Draai de dagen om.",
        ["period-not-over"] = "{throughOn} is nog niet voorbij; vandaag is het {today}. Sluit af tot en met gisteren of eerder.",
        ["period-closed-before"] = "De boeken zijn al gesloten tot en met {closedThroughOn}; {throughOn} ligt niet daarna. Kies een latere dag.",
        ["period-unsigned"] = "De vorige afsluiting wacht nog op een tweede handtekening. Laat die eerst tekenen of intrekken.",
        ["period-unknown"] = "Deze afsluiting is er niet of is ingetrokken. Kijk het kenmerk na.",
        ["period-signed"] = "Deze afsluiting is al twee keer getekend en staat vast. U hoeft niets meer te doen.",
        ["notes-unbalanced"] = "Het register van de urenbiljetten zegt {registerMinutes}, de rekening {balanceMinutes}. Zoek het verschil uit met de beheerder en sluit daarna af.",
        ["proposals-open"] = "Tot en met {throughOn} wachten nog {proposals} uitwisselingen op antwoord. Laat ze eerst beantwoorden, of wacht tot ze vanzelf geboekt zijn.",
        ["journal-moved-on"] = "Er is net iets anders vastgelegd. Stuur de opdracht opnieuw, met dezelfde Idempotency-Key.",

        // Requests, offers and activities
        ["request-unknown"] = "Deze hulpvraag is er niet. Kijk het kenmerk na, of laat de hulpvraag weg.",
        ["request-closed"] = "Deze hulpvraag is al gesloten. Plaats een nieuwe als er weer hulp nodig is.",
        ["offer-unknown"] = "Dit aanbod is er niet. Kijk het kenmerk na.",
        ["offer-closed"] = "Dit aanbod is al ingetrokken. Plaats een nieuw aanbod als het weer kan.",
        ["date-before-posting"] = "{on} was voordat het geplaatst werd, op {postedOn}. Kijk de datum na.",
        ["helper-is-asker"] = "Nummer {account} vroeg zelf om deze hulp en kan niet ook de helper zijn. Noem een andere helper.",
        ["request-not-yours"] = "Dit is aan degene die de hulp vraagt of geeft. Vraag het de bemiddelaar.",
        ["request-still-open"] = "Bij deze hulpvraag helpt nog niemand, dus er valt nog niets na te vragen. Zoek eerst een helper.",
        ["request-booked"] = "De hulp bij deze vraag is al opgeschreven. Klopt dat niet, vraag dan de bemiddelaar om het recht te zetten.",
        ["request-not-matched"] = "Voor deze hulpvraag is niemand afgesproken. Kijk eerst hoe het ervoor staat.",
        ["request-is-roster"] = "Deze hulpvraag is een rooster met een helper voor elke dag. Kies een van de dagen.",
        ["proposal-open"] = "Voor deze hulpvraag is al iemand voorgesteld. Wacht het antwoord af.",
        ["proposal-missing"] = "Voor deze hulpvraag is (nu) niemand voorgesteld. Kijk eerst hoe het ervoor staat.",
        ["answer-not-yours"] = "Dit ja is aan de ander. Wacht op het antwoord, of vraag de bemiddelaar.",
        ["roster-dates-invalid"] = "Een rooster heeft 1 tot {mostDates} verschillende dagen nodig. Kijk de dagen na.",
        ["roster-date-unknown"] = "{on} is geen dag in een rooster van deze hulpvraag. Kijk de dag na.",
        ["roster-date-taken"] = "Op {on} helpt al iemand. Kies een andere dag.",
        ["roster-date-open"] = "Op {on} helpt nog niemand. Zoek eerst een helper voor die dag.",
        ["roster-date-booked"] = "De hulp van {on} is al vastgelegd. U hoeft niets meer te doen.",
        ["activity-not-planned"] = "Deze activiteit is al geweest of afgezegd. Kijk bij de activiteiten hoe het staat.",
        ["activity-not-held"] = "Deze activiteit is nog niet geweest. Schrijf eerst op dat het door is gegaan.",
        ["activity-unknown"] = "Deze activiteit is er niet. Kijk het kenmerk na.",

        // Concerns
        ["concern-unknown"] = "Deze melding is er niet. Kijk het kenmerk na.",
        ["concern-closed"] = "Deze melding is al afgesloten. Maak een nieuwe melding als er weer iets niet pluis is.",

        // Goals
        ["measure-unknown"] = "Er is geen cijfer {measure} om een doel voor te stellen. Kies een van de cijfers uit de lijst.",
        ["goal-out-of-range"] = "Een doel ligt tussen 0 en duizend miljoen. Kies een ander getal.",
        ["goal-ends-too-soon"] = "Het doel begint op {startedOn} en moet daarna eindigen, niet op {byOn}. Kies een latere dag.",
        ["goal-unknown"] = "Het doel {goal} is er niet (meer). Kijk de code na.",

        // Paper notes
        ["note-count-out-of-range"] = "{notes} biljetten in één keer kan niet: 1 tot en met {mostNotes}. Verdeel het over meer keren.",
        ["note-named-twice"] = "Biljet {serial} staat er twee keer bij. Noem elk biljet één keer.",
        ["note-unknown"] = "Biljet {serial} is hier niet gedrukt. Kijk het nummer na, ook het laatste cijfer.",
        ["note-batch-unknown"] = "Deze serie biljetten is er niet. Kijk het kenmerk na.",
        ["note-issued-already"] = "Biljet {serial} is al uitgegeven, op {issuedOn}. Neem een ander biljet.",
        ["note-not-issued"] = "Biljet {serial} is gedrukt maar nooit uitgegeven en is niets waard. Vraag de bemiddelaar hoe het buiten kwam.",
        ["note-redeemed-already"] = "Biljet {serial} is al ingeleverd, op {redeemedOn}. Een biljet geldt één keer; vraag de bemiddelaar als u denkt dat dit niet klopt.",
        ["note-void"] = "Biljet {serial} is ongeldig gemaakt op {voidedOn}. Vraag de bemiddelaar.",
        ["note-expired"] = "Biljet {serial} is verlopen op {expiredOn}. Vraag de bemiddelaar wat er met de uren gebeurt.",

        // The web edge
        ["malformed"] = "De aanvraag is niet te lezen bij '{field}'. Vergelijk hem met de beschrijving op /openapi/v1.json.",
        ["idempotency-key-missing"] = "De kop Idempotency-Key ontbreekt of is geen UUID. Stuur voor elke nieuwe opdracht een nieuwe UUID mee, en dezelfde als u hem herhaalt.",
        ["unauthenticated"] = "Hiervoor is een geldig token nodig. Het ontbreekt, is veranderd of is verlopen; vraag een nieuw aan.",
        ["forbidden"] = "Met dit token mag dit niet: het is voor een andere rol of een andere gemeenschap.",
        ["antiforgery-failed"] = "Dit kwam niet van een pagina van ons, of de pagina is te oud. Laad de pagina opnieuw en probeer het nog eens.",
        ["second-factor-needed"] = "Voor deze taak heb je ook je tweede stap nodig. Vul de code van je app in, of gebruik je passkey.",
        ["passkey-refused"] = "Deze passkey kunnen we niet gebruiken. Probeer het opnieuw, of log in met een link in je mail.",
        ["pin-too-simple"] = "Deze pincode is te makkelijk te raden. Kies er een zonder rijtje of herhaling.",
        ["office-not-held"] = "Nummer {account} heeft deze taak nu niet: hij is niet gegeven of weer afgenomen, of dit lid is met pauze. Vraag de beheerder.",
        ["account-not-yours"] = "Met dit token kan dit alleen voor het eigen nummer, niet voor {account}. Vraag de bemiddelaar om het voor anderen te doen.",
        ["not-found"] = "Hier is niets. Kijk het adres na op /openapi/v1.json.",
        ["method-not-allowed"] = "Dit adres kent deze methode niet. Kijk op /openapi/v1.json welke wel.",
        ["too-large"] = "De aanvraag is te groot; ten hoogste {mostBytes} bytes.",
        ["unsupported-media-type"] = "De inhoud moet JSON zijn. Stuur de kop Content-Type: application/json mee.",
        ["too-many-requests"] = "Dit token stuurde te veel opdrachten in korte tijd. Wacht even en stuur ze dan opnieuw, met dezelfde Idempotency-Key.",
        ["conflict"] = "Anderen waren steeds net eerder; er is niets vastgelegd. Stuur de opdracht opnieuw, met dezelfde Idempotency-Key.",
        ["busy"] = "Het is te druk; er is niets vastgelegd. Wacht even en stuur de opdracht opnieuw, met dezelfde Idempotency-Key.",
        ["database-unavailable"] = "De database is even niet bereikbaar. Wacht even en vraag het opnieuw; herhaal een opdracht met dezelfde Idempotency-Key.",
        ["views-behind"] = "De overzichten zijn nog niet bij. Wacht even en vraag het opnieuw.",
        ["position-and-known-on"] = "Vraag de cijfers naar een regel van het journaal (position) of naar een dag (knownOn), niet naar allebei.",
        ["note-unreadable"] = "Bij '{field}' is een cijfer of letter van het biljet verkeerd gelezen. Typ het nummer en de code nog eens over, of scan het biljet.",
        ["note-code-wrong"] = "De code hoort niet bij biljet {serial}: het biljet is niet van deze gemeenschap, of nagemaakt. Neem het niet aan en vraag de bemiddelaar.",
        ["member-code-wrong"] = "Deze code is niet (meer) geldig. Hij verandert elke 30 seconden: scan of typ wat er nu op de telefoon staat.",
        ["webhook-unknown"] = "Deze webhook is er niet. Kijk de lijst van webhooks na.",
        ["webhook-address-not-allowed"] = "Naar {url} kan niets gestuurd worden. Gebruik een https-adres dat op internet te bereiken is.",
        ["too-many-webhooks"] = "Er zijn al {mostWebhooks} webhooks, en meer kan niet. Haal er eerst een weg die je niet meer nodig hebt.",
        ["too-many-wrong-codes"] = "Er zijn te veel biljetten met een verkeerde code geprobeerd. Wacht een paar minuten, of vraag de bemiddelaar.",
        ["invitation-unknown"] = "Deze uitnodiging kennen we niet. Kijk de code na, of vraag de bemiddelaar om een nieuwe.",
        ["invitation-used"] = "Met deze uitnodiging heeft al iemand zich aangemeld. Vraag de bemiddelaar om een nieuwe.",
        ["invitation-expired"] = "Deze uitnodiging is verlopen. Vraag de bemiddelaar om een nieuwe.",
        ["invitation-revoked"] = "Deze uitnodiging is ingetrokken. Vraag de bemiddelaar om een nieuwe.",
        ["joining-unknown"] = "Er is geen aanmelding met dit nummer. Kijk in de lijst van aanmeldingen.",
        ["joining-answered"] = "Over deze aanmelding heeft iemand anders al beslist. Kijk in de lijst van leden.",
        ["concern-erased"] = "De woorden van deze melding zijn gewist omdat iemand alle gegevens liet wissen. Sluit de melding af zonder tekst.",
        ["internal-error"] = "Er ging iets mis in het programma. Meld dit met het traceId bij de beheerder.",
    };
}
