package app.kolan.server.tool;

import app.kolan.server.business.BusinessLocale;
import app.kolan.server.business.CallbackNumber;
import app.kolan.server.store.Lead;
import app.kolan.server.store.LeadState;
import app.kolan.server.store.LeadStore;
import app.kolan.twilio.webhook.PhoneNumber;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes a message: who called, about what, and where to call back. A call has one message, and
/// each use adds to it.
final class TakeMessage implements Tool {
  private static final String NAME = "name";
  private static final String SUBJECT = "subject";
  private static final String NUMBER = "callback_number";
  private static final int MOST_OF_A_NAME = 200;
  private static final int MOST_OF_A_NUMBER = 40;

  private final ToolSpec spec;
  private final LeadStore leads;
  private final InstantSource clock;

  TakeMessage(BusinessLocale locale, LeadStore leads, InstantSource clock) {
    spec = spec(locale.languageName());
    this.leads = leads;
    this.clock = clock;
  }

  /// @param language of those who read the message
  private static ToolSpec spec(String language) {
    return new ToolSpec(
        "take_message",
        "Keeps a message for the business, so that the caller is called back. Use it as soon as"
            + " you know what the call is about, and again when you learn more: what you leave"
            + " out stays as it was.",
        Parameters.of(
                Parameter.text(NAME, "Who is calling, as they said it.", MOST_OF_A_NAME),
                Parameter.text(
                    SUBJECT,
                    "What it is about and what the caller wants, in %s.".formatted(language),
                    Parameter.USUAL_MOST_LETTERS),
                Parameter.text(
                    NUMBER,
                    "The phone number to call back on, in digits. Leave it out when it is the"
                        + " number that the caller calls from.",
                    MOST_OF_A_NUMBER))
            .schema());
  }

  @Override
  public ToolSpec spec() {
    return spec;
  }

  @Override
  public SideEffect effect() {
    return SideEffect.WRITES_HERE;
  }

  @Override
  public ToolResult use(CheckedToolCall use) {
    Arguments told = use.arguments();
    Optional<String> name = told.text(NAME);
    Optional<String> subject = told.text(SUBJECT);
    Optional<String> spoken = told.text(NUMBER);
    if (name.isEmpty() && subject.isEmpty() && spoken.isEmpty()) {
      return ToolResult.refused("Nothing was kept: give a subject, a name or a number.");
    }
    String country = use.call().business().locale().country();
    Optional<PhoneNumber> given = spoken.flatMap(keys -> CallbackNumber.ofKeys(keys, country));
    Optional<Lead> before = leads.find(use.call().sid());
    String knownName = name.or(() -> before.map(Lead::name)).orElse(null);
    String knownSubject = subject.or(() -> before.map(Lead::subject)).orElse(null);
    PhoneNumber callback =
        given.or(() -> before.map(Lead::callback)).or(use.call()::callersNumber).orElse(null);
    boolean numberLost = spoken.isPresent() && given.isEmpty();
    boolean complete = knownSubject != null && callback != null && !numberLost;
    leads.save(
        new Lead(
            use.call().sid(),
            use.call().business().id(),
            use.call().caller(),
            callback,
            null,
            null,
            null,
            complete ? LeadState.COMPLETE : LeadState.OPEN,
            clock.instant(),
            knownSubject,
            knownName));
    return ToolResult.done(answer(knownName, knownSubject, callback, country, numberLost));
  }

  private static String answer(
      @Nullable String name,
      @Nullable String subject,
      @Nullable PhoneNumber callback,
      String country,
      boolean numberLost) {
    var words = new ArrayList<>(List.of("The message is kept."));
    if (numberLost) {
      words.add("But the number cannot be a phone number: ask for it again, digit by digit.");
    } else if (callback == null) {
      words.add("The caller's number is hidden: ask where to call back.");
    } else {
      words.add(
          "They will be called back on %s.".formatted(CallbackNumber.digits(callback, country)));
    }
    if (subject == null) {
      words.add("Still unknown: what it is about.");
    }
    if (name == null) {
      words.add("Still unknown: the name.");
    }
    return String.join(" ", words);
  }
}
