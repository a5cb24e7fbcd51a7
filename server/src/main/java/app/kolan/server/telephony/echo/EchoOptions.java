package app.kolan.server.telephony.echo;

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// How the doctor would like the echo to be answered, so that it sees what becomes of an answer on
/// its way back.
///
/// @param status of the answer
/// @param type its `Content-Type`
/// @param sample how many characters of [#sampleText] are in it
public record EchoOptions(int status, String type, int sample) {
  /// The header that carries a wish: `status=404;type=application/xml;sample=20000`.
  public static final String HEADER = "X-Kolan-Echo";

  public static final String JSON = "application/json";
  public static final EchoOptions USUAL = new EchoOptions(200, JSON, 0);

  private static final Pattern TYPE = Pattern.compile("[a-z]+/[a-z0-9.+-]+(; ?charset=utf-8)?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
  private static final int LARGEST = 100_000;

  /// The kinds of text that answers of a phone agent hold.
  private static final String TEXT =
      "<Play>https://phone.example.com/static/a.mp3</Play> http://127.0.0.1:8080/ &amp; שלום ";

  /// The wish in a header; what cannot be read in it is as usual.
  public static EchoOptions parse(@Nullable String text) {
    if (text == null) {
      return USUAL;
    }
    Map<String, String> parts =
        Stream.of(text.split(";(?! ?charset)", -1))
            .map(part -> part.split("=", 2))
            .filter(pair -> pair.length == 2)
            .collect(Collectors.toMap(pair -> pair[0].strip(), pair -> pair[1], (a, _) -> a));
    int status = number(parts.get("status"), USUAL.status);
    String type = parts.getOrDefault("type", JSON);
    return new EchoOptions(
        status >= 200 && status < 600 && status != 204 && status != 304 ? status : USUAL.status,
        TYPE.matcher(type).matches() ? type : JSON,
        Math.min(number(parts.get("sample"), 0), LARGEST));
  }

  /// The wish as it is sent.
  public String text() {
    return "status=" + status + ";type=" + type + ";sample=" + sample;
  }

  /// A text of this many characters, always the same.
  public static String sampleText(int characters) {
    return TEXT.repeat(characters / TEXT.length() + 1).substring(0, characters);
  }

  private static int number(@Nullable String text, int usual) {
    return text != null && NUMBER.matcher(text).matches() ? Integer.parseInt(text) : usual;
  }
}
