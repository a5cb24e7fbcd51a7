package app.kolan.twilio.twiml;

import app.kolan.twilio.problem.Problem;
import app.kolan.twilio.problem.Problems;
import app.kolan.twilio.twiml.TwimlReading.Finding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/// Reads an answer the way Twilio does: names are case-sensitive, what is unknown raises a warning
/// and is skipped, and only a document that is not TwiML at all fails.
///
/// Total: any bytes give a [TwimlReading].
public final class TwimlReader {
  private static final String PLAIN = "text/plain";
  private static final Set<String> MEDIA_TYPES =
      Set.of("text/xml", "application/xml", "text/html", PLAIN);
  private static final Map<String, Set<String>> ATTRIBUTES =
      Map.ofEntries(
          Map.entry("Response", Set.of()),
          Map.entry("Play", Set.of("loop", "digits")),
          Map.entry("Say", Set.of("voice", "language", "loop")),
          Map.entry("Pause", Set.of("length")),
          Map.entry(
              "Record",
              Set.of(
                  "action",
                  "method",
                  "timeout",
                  "finishOnKey",
                  "maxLength",
                  "playBeep",
                  "trim",
                  "recordingStatusCallback",
                  "recordingStatusCallbackMethod",
                  "recordingStatusCallbackEvent",
                  "transcribe",
                  "transcribeCallback",
                  "recordingConfigurationId")),
          Map.entry(
              "Gather",
              Set.of(
                  "input",
                  "action",
                  "method",
                  "timeout",
                  "speechTimeout",
                  "maxSpeechTime",
                  "profanityFilter",
                  "finishOnKey",
                  "numDigits",
                  "partialResultCallback",
                  "partialResultCallbackMethod",
                  "language",
                  "hints",
                  "bargeIn",
                  "debug",
                  "actionOnEmptyResult",
                  "speechModel",
                  "enhanced")),
          Map.entry("Connect", Set.of("action", "method")),
          Map.entry("Start", Set.of("action", "method")),
          Map.entry("Stop", Set.of()),
          Map.entry(
              "Stream",
              Set.of(
                  "url",
                  "name",
                  "track",
                  "statusCallback",
                  "statusCallbackMethod",
                  "connectorName")),
          Map.entry("Parameter", Set.of("name", "value")),
          Map.entry("Redirect", Set.of("method")),
          Map.entry(
              "Dial",
              Set.of(
                  "action",
                  "method",
                  "timeout",
                  "hangupOnStar",
                  "timeLimit",
                  "callerId",
                  "record",
                  "trim",
                  "recordingStatusCallback",
                  "recordingStatusCallbackMethod",
                  "recordingStatusCallbackEvent",
                  "recordingTrack",
                  "answerOnBridge",
                  "ringTone",
                  "sequential",
                  "referUrl",
                  "referMethod",
                  "events")),
          Map.entry(
              "Number",
              Set.of(
                  "sendDigits",
                  "url",
                  "method",
                  "statusCallback",
                  "statusCallbackEvent",
                  "statusCallbackMethod")),
          Map.entry("Reject", Set.of("reason")),
          Map.entry("Hangup", Set.of()));

  private static final Pattern OTHER_VERSION =
      Pattern.compile("^<\\?xml\\s+version\\s*=\\s*(?:'(?!1\\.0')|\"(?!1\\.0\"))");

  private final List<Finding> findings = new ArrayList<>();
  private final VerbValidator judge;

  private TwimlReader(TwimlRules rules) {
    this.judge = new VerbValidator(rules, this::find);
  }

  /// Reads an answer's body, as Twilio is documented to do.
  ///
  /// @param contentType the answer's `Content-Type`, null when there was none
  public static TwimlReading read(@Nullable String contentType, byte[] body) {
    return read(contentType, body, TwimlRules.DOCUMENTED);
  }

  /// Reads an answer's body.
  ///
  /// @param contentType the answer's `Content-Type`, null when there was none
  public static TwimlReading read(@Nullable String contentType, byte[] body, TwimlRules rules) {
    String mediaType = mediaType(contentType);
    if (!MEDIA_TYPES.contains(mediaType)) {
      return refused(
          Problems.INVALID_CONTENT_TYPE,
          contentType == null ? "there is no Content-Type" : "the Content-Type is " + mediaType);
    }
    if (body.length > Twiml.LARGEST) {
      return refused(Problems.TWIML_TOO_LARGE, "the document has " + body.length + " bytes");
    }
    if (body.length == 0) {
      return refused(Problems.EMPTY_BODY, "the answer is empty");
    }
    if (OTHER_VERSION.matcher(beginning(body)).find()) {
      return refused(Problems.XML_VERSION, "the document's XML is of another version than 1.0");
    }
    XmlElement root;
    try {
      root = XmlElement.parse(body);
    } catch (XMLStreamException e) {
      if (mediaType.equals(PLAIN)) {
        return spoken(body);
      }
      return refused(Problems.DOCUMENT_PARSE_FAILURE, "the document is not well-formed XML");
    }
    if (!root.name().equals("Response")) {
      return refused(Problems.ROOT_IS_NOT_RESPONSE, "the root element is " + root.name());
    }
    var reader = new TwimlReader(rules);
    reader.checkAttributes(root);
    var verbs = new ArrayList<Verb>();
    for (XmlElement child : root.children()) {
      reader.verb(child).ifPresent(verbs::add);
    }
    return new TwimlReading.Understood(new Twiml(verbs), reader.findings);
  }

  /// A plain text that is no document is read aloud.
  private static TwimlReading spoken(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    return text.isEmpty()
        ? refused(Problems.EMPTY_BODY, "the answer is empty")
        : new TwimlReading.Understood(
            Twiml.of(new Verb.Say(text, null, null), new Verb.Hangup()), List.of());
  }

  private static String beginning(byte[] body) {
    return new String(body, 0, Math.min(body.length, 80), StandardCharsets.ISO_8859_1);
  }

  private Optional<Verb> verb(XmlElement element) {
    checkAttributes(element);
    return switch (element.name()) {
      case "Play", "Say", "Pause" -> prompting(element).map(prompt -> prompt);
      case "Record" -> Optional.of(record(element));
      case "Gather" -> Optional.of(gather(element));
      case "Connect" ->
          stream(element).map(s -> new Verb.Connect(element.attribute("action").orElse(null), s));
      case "Start" -> stream(element).map(Verb.Start::new);
      case "Stop" -> stop(element);
      case "Redirect" -> Optional.of(new Verb.Redirect(element.text()));
      case "Dial" -> Optional.of(dial(element));
      case "Reject" -> Optional.of(new Verb.Reject(element.attribute("reason").orElse(null)));
      case "Hangup" -> Optional.of(new Verb.Hangup());
      default -> {
        warn("<%s> is not a verb that this carrier carries out".formatted(element.name()));
        yield Optional.empty();
      }
    };
  }

  private Optional<Verb.Prompting> prompting(XmlElement element) {
    return switch (element.name()) {
      case "Play" -> Optional.of(new Verb.Play(element.text(), number(element, "loop").orElse(1)));
      case "Say" -> say(element);
      case "Pause" ->
          Optional.of(new Verb.Pause(Duration.ofSeconds(number(element, "length").orElse(1))));
      default -> {
        warn("<%s> cannot stand here".formatted(element.name()));
        yield Optional.empty();
      }
    };
  }

  private Optional<Verb.Prompting> say(XmlElement element) {
    if (element.wholeText().isEmpty()) {
      return Optional.empty();
    }
    String voice = element.attribute("voice").orElse(null);
    String language = element.attribute("language").orElse(null);
    return Optional.of(new Verb.Say(element.wholeText(), voice, language));
  }

  private Verb record(XmlElement element) {
    return new Verb.RecordCaller(
        element.attribute("action").orElse(null),
        seconds(element, "timeout"),
        seconds(element, "maxLength"),
        flag(element, "playBeep"),
        flag(element, "transcribe"),
        element.attribute("finishOnKey").orElse(null),
        element.attribute("recordingStatusCallback").orElse(null));
  }

  private Verb gather(XmlElement element) {
    var prompts = new ArrayList<Verb.Prompting>();
    for (XmlElement child : element.children()) {
      checkAttributes(child);
      if (VerbValidator.mayHold("Gather", child.name())) {
        prompting(child).ifPresent(prompts::add);
      } else {
        find(Problems.known(13320), "<%s> cannot stand in a <Gather>".formatted(child.name()));
      }
    }
    return new Verb.Gather(
        element.attribute("input").orElse(null),
        element.attribute("action").orElse(null),
        seconds(element, "timeout"),
        number(element, "numDigits").orElse(null),
        element.attribute("finishOnKey").orElse(null),
        element.attribute("language").orElse(null),
        prompts);
  }

  private Optional<Verb.Stream> stream(XmlElement parent) {
    for (XmlElement child : parent.children()) {
      checkAttributes(child);
      if (child.name().equals("Stream")) {
        return Optional.of(
            new Verb.Stream(
                child.attribute("url").orElse(""),
                child.attribute("name").orElse(null),
                child.attribute("track").orElse(null),
                child.attribute("statusCallback").orElse(null),
                parameters(child)));
      }
    }
    warn("<%s> holds no <Stream>".formatted(parent.name()));
    return Optional.empty();
  }

  private Map<String, String> parameters(XmlElement stream) {
    var parameters = new LinkedHashMap<String, String>();
    for (XmlElement child : stream.children()) {
      checkAttributes(child);
      String name = child.attribute("name").orElse("");
      String value = child.attribute("value").orElse("");
      if (!child.name().equals("Parameter") || name.isEmpty()) {
        warn("<%s> cannot stand in a <Stream>".formatted(child.name()));
      } else if (name.length() + value.length() >= 500) {
        warn("the <Parameter> %s is 500 characters or longer".formatted(name));
      } else {
        parameters.put(name, value);
      }
    }
    return parameters;
  }

  private Optional<Verb> stop(XmlElement element) {
    for (XmlElement child : element.children()) {
      checkAttributes(child);
      if (child.name().equals("Stream")) {
        return Optional.of(new Verb.Stop(child.attribute("name").orElse("")));
      }
    }
    warn("<Stop> holds no <Stream>");
    return Optional.empty();
  }

  private Verb dial(XmlElement element) {
    for (XmlElement child : element.children()) {
      checkAttributes(child);
      if (!VerbValidator.mayHold("Dial", child.name())) {
        find(Problems.known(13215), "<%s> cannot stand in a <Dial>".formatted(child.name()));
      }
    }
    Optional<XmlElement> noun =
        element.children().stream().filter(child -> child.name().equals("Number")).findFirst();
    return new Verb.Dial(
        noun.map(XmlElement::text).orElse(element.text()),
        element.attribute("callerId").orElse(null),
        seconds(element, "timeout"),
        element.attribute("action").orElse(null),
        noun.flatMap(number -> number.attribute("url")).orElse(null),
        noun.flatMap(number -> number.attribute("statusCallback")).orElse(null),
        recording(element),
        element.attribute("answerOnBridge").filter("true"::equals).isPresent(),
        element.attribute("ringTone").orElse(null));
  }

  private static Verb.@Nullable DialRecording recording(XmlElement dial) {
    return dial.attribute("record")
        .filter(mode -> !mode.equals("do-not-record"))
        .map(
            mode ->
                new Verb.DialRecording(
                    mode, dial.attribute("recordingStatusCallback").orElse(null)))
        .orElse(null);
  }

  private void checkAttributes(XmlElement element) {
    judge.judge(element);
    Set<String> known = ATTRIBUTES.get(element.name());
    if (known == null) {
      return;
    }
    for (String attribute : element.attributes().keySet()) {
      if (!known.contains(attribute)) {
        warn("<%s> has no attribute %s".formatted(element.name(), attribute));
      }
    }
  }

  private @Nullable Duration seconds(XmlElement element, String attribute) {
    return number(element, attribute).map(Duration::ofSeconds).orElse(null);
  }

  private Optional<Integer> number(XmlElement element, String attribute) {
    return element
        .attribute(attribute)
        .filter(written -> written.matches("[0-9]{1,6}"))
        .map(Integer::valueOf);
  }

  private @Nullable Boolean flag(XmlElement element, String attribute) {
    return element.attribute(attribute).map(Boolean::valueOf).orElse(null);
  }

  private void warn(String detail) {
    find(Problems.SCHEMA_VALIDATION, detail);
  }

  private void find(Problem problem, String detail) {
    findings.add(new Finding(problem, detail));
  }

  private static TwimlReading refused(Problem problem, String detail) {
    return new TwimlReading.Refused(new Finding(problem, detail));
  }

  private static String mediaType(@Nullable String contentType) {
    if (contentType == null) {
      return "";
    }
    int semicolon = contentType.indexOf(';');
    String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
