package app.kolan.twilio.signature;

import app.kolan.twilio.signature.Difference.Kind;
import app.kolan.twilio.signature.FormPairs.Pair;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Candidates for the form part of the signed text: the sorted names and values.
final class FormReadings {
  /// A form with more is not searched for one parameter too many; Twilio sends some thirty.
  private static final int MOST_NAMES = 80;

  private final ArrivedRequest request;
  private final String body;
  private final FormPairs form;
  private final Reading.Ways<String> ways;

  private FormReadings(ArrivedRequest request, String body, Optional<FormPairs> form) {
    this.request = request;
    this.body = body;
    this.form = form.orElse(FormPairs.NONE);
    ways = new Reading.Ways<>(form.map(RequestSignature::signedText).orElse(body));
  }

  static List<Reading<String>> of(ArrivedRequest request) {
    boolean hasForm =
        request.kind() == ArrivedRequest.Kind.WEBHOOK && !request.method().equals("GET");
    var readings =
        hasForm
            ? new FormReadings(request, request.body().text(StandardCharsets.UTF_8), request.form())
            : new FormReadings(request, "", Optional.of(FormPairs.NONE));
    readings.addNone();
    readings.addQuery();
    if (!readings.body.isEmpty()) {
      readings.addDecodings();
      readings.addValues();
      readings.addRepeated();
      readings.addDropped();
    }
    return readings.ways.list();
  }

  private void addNone() {
    String query = SignedUrl.parse(request.checkedUrls().getFirst()).query();
    if (query.contains("bodySHA256=" + request.body().sha256())) {
      ways.add("", Kind.JSON_BODY, "by the hash of its JSON body");
    } else if (query.contains("bodySHA256=")) {
      ways.add("", Kind.BODY_NOT_ITS_HASH, "with a JSON body whose hash is another");
    } else if (request.isJson()) {
      ways.add("", Kind.JSON_BODY, "without its JSON body");
    } else {
      ways.add("", Kind.FORM_NOT_SIGNED, "without the parameters of its form");
    }
  }

  private void addQuery() {
    FormPairs query = request.queryPairs();
    if (!query.pairs().isEmpty()) {
      pairs(
          Kind.QUERY_IN_FORM,
          "with the query's parameters among those of the form",
          Stream.concat(form.pairs().stream(), query.pairs().stream()));
    }
  }

  private void addDecodings() {
    String octets = request.body().text(StandardCharsets.ISO_8859_1);
    parsed(latin(octets), Kind.CHARSET, "with the form decoded as Latin-1");
    parsed(body.replace("+", "%2B"), Kind.PLUS_KEPT, "with + not decoded to a space");
    Stream<Pair> plain =
        Stream.of(body.split("&", -1))
            .filter(part -> !part.isEmpty())
            .map(part -> part.split("=", 2))
            .map(pair -> new Pair(pair[0], pair.length < 2 ? "" : pair[1]));
    pairs(Kind.NOT_DECODED, "with the form not decoded", plain);
    values(Kind.LINE_ENDS, "with other line ends", value -> value.replace("\r\n", "\n"));
    values(
        Kind.LINE_ENDS,
        "with other line ends",
        value -> value.replace("\r\n", "\n").replace("\n", "\r\n"));
  }

  private void addValues() {
    values(Kind.VALUES_TRIMMED, "with values trimmed", String::strip);
    pairs(
        Kind.EMPTY_VALUES_DROPPED,
        "without the empty values",
        form.pairs().stream().filter(pair -> !pair.value().isEmpty()));
    pairs(
        Kind.EMPTY_VALUES_LOST,
        "with empty places of the caller and the called number",
        Stream.concat(form.pairs().stream(), places().filter(pair -> !has(pair.name()))));
  }

  /// The parameters that Twilio sends empty when it does not know the place of a number.
  private static Stream<Pair> places() {
    return Stream.of("Called", "Caller", "From", "To")
        .flatMap(side -> Stream.of("City", "State", "Zip", "Country").map(side::concat))
        .map(name -> new Pair(name, ""));
  }

  private boolean has(String name) {
    return form.first(name).isPresent();
  }

  private void addRepeated() {
    Map<String, Pair> first = new LinkedHashMap<>();
    Map<String, Pair> last = new LinkedHashMap<>();
    for (Pair pair : form.pairs()) {
      first.putIfAbsent(pair.name(), pair);
      last.put(pair.name(), pair);
    }
    pairs(
        Kind.FIRST_OF_REPEATED,
        "with the first value alone of a repeated parameter",
        first.values().stream());
    pairs(
        Kind.LAST_OF_REPEATED,
        "with the last value alone of a repeated parameter",
        last.values().stream());
    String what = "with every value of a repeated parameter, equal ones too";
    Comparator<Pair> byName = Comparator.comparing(Pair::name);
    ways.add(joined(byName.thenComparing(Pair::value)), Kind.EVERY_REPEATED, what);
    ways.add(joined(byName), Kind.EVERY_REPEATED, what);
  }

  private String joined(Comparator<Pair> order) {
    return form.pairs().stream()
        .sorted(order)
        .map(pair -> pair.name() + pair.value())
        .collect(Collectors.joining());
  }

  private void addDropped() {
    List<String> names = form.names();
    names.stream()
        .limit(names.size() > MOST_NAMES ? 0 : names.size())
        .forEach(
            name ->
                pairs(
                    Kind.PARAMETER_ADDED,
                    "without the form's parameter " + Names.printable(name),
                    form.pairs().stream().filter(pair -> !pair.name().equals(name))));
  }

  private void values(Kind kind, String what, UnaryOperator<String> change) {
    pairs(
        kind,
        what,
        form.pairs().stream().map(pair -> new Pair(pair.name(), change.apply(pair.value()))));
  }

  private void pairs(Kind kind, String what, Stream<Pair> pairs) {
    ways.add(RequestSignature.signedText(new FormPairs(pairs.toList())), kind, what);
  }

  private void parsed(String encoded, Kind kind, String what) {
    try {
      ways.add(RequestSignature.signedText(FormPairs.parse(encoded)), kind, what);
    } catch (MalformedForm e) {
      // Then nobody can have read it that way.
    }
  }

  /// The form with each octet beyond ASCII written as the Latin-1 character that it stands for.
  private static String latin(String octets) {
    var encoded = new StringBuilder(octets.length());
    String text = PercentText.withEscapes(octets, true);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%' && i + 2 < text.length() && "89ABCDEF".indexOf(text.charAt(i + 1)) >= 0) {
        int octet = Character.digit(text.charAt(i + 1), 16) << 4;
        int low = Character.digit(text.charAt(i + 2), 16);
        encoded.append(low < 0 ? "%" : PercentText.encoded(Character.toString(octet | low), ""));
        i += low < 0 ? 0 : 2;
      } else {
        encoded.append(c);
      }
    }
    return encoded.toString();
  }
}
