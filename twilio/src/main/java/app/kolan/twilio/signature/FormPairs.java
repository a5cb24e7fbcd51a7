package app.kolan.twilio.signature;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The pairs of an `application/x-www-form-urlencoded` text, decoded, in the order of arrival.
///
/// A name may occur more than once, and white space at the ends of a value is kept: both are part
/// of what Twilio signs. Printing one shows the names alone.
///
/// Source: https://url.spec.whatwg.org/#application/x-www-form-urlencoded
public record FormPairs(List<Pair> pairs) {
  /// No pairs at all, as in a GET request.
  public static final FormPairs NONE = new FormPairs(List.of());

  private static final int MOST_PAIRS = 1000;
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /// One decoded pair.
  public record Pair(String name, String value) {
    @Override
    public String toString() {
      return name + "=…";
    }
  }

  public FormPairs {
    pairs = List.copyOf(pairs);
  }

  /// Pairs from alternating names and values.
  public static FormPairs of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("a name without a value");
    }
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      pairs.add(new Pair(namesAndValues[i], namesAndValues[i + 1]));
    }
    return new FormPairs(pairs);
  }

  /// Decodes a form.
  ///
  /// @throws MalformedForm when an escape is broken, the text is not UTF-8, or there are more than
  ///   a thousand pairs
  public static FormPairs parse(String encoded) throws MalformedForm {
    var pairs = new ArrayList<Pair>();
    for (String part : encoded.split("&", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      if (pairs.size() == MOST_PAIRS) {
        throw new MalformedForm("the form has more than " + MOST_PAIRS + " parameters");
      }
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      String value = equals < 0 ? "" : part.substring(equals + 1);
      pairs.add(new Pair(decode(name), decode(value)));
    }
    return new FormPairs(pairs);
  }

  /// The first value of a name.
  public Optional<String> first(String name) {
    return pairs.stream().filter(pair -> pair.name().equals(name)).map(Pair::value).findFirst();
  }

  /// The distinct names, in the order of their first arrival.
  public List<String> names() {
    return pairs.stream().map(Pair::name).distinct().toList();
  }

  /// These pairs with one more after them.
  public FormPairs with(String name, String value) {
    var more = new ArrayList<>(pairs);
    more.add(new Pair(name, value));
    return new FormPairs(more);
  }

  /// The form as a body to send.
  public String encoded() {
    return pairs.stream()
        .map(pair -> encode(pair.name()) + "=" + encode(pair.value()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    var encoded = new StringBuilder(text.length());
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(octet)) {
        encoded.append((char) octet);
      } else if (octet == ' ') {
        encoded.append('+');
      } else {
        encoded.append('%').append(HEX.toHexDigits(octet));
      }
    }
    return encoded.toString();
  }

  private static boolean isPlain(byte octet) {
    return octet >= 'a' && octet <= 'z'
        || octet >= 'A' && octet <= 'Z'
        || octet >= '0' && octet <= '9'
        || octet == '*'
        || octet == '-'
        || octet == '.'
        || octet == '_';
  }

  private static String decode(String text) throws MalformedForm {
    var bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      if (c == '+') {
        bytes.write(' ');
        i++;
      } else if (c == '%') {
        bytes.write(escaped(text, i));
        i += 3;
      } else {
        int codePoint = text.codePointAt(i);
        if (Character.getType(codePoint) == Character.SURROGATE) {
          throw new MalformedForm("a parameter holds half a surrogate pair");
        }
        bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(codePoint);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new MalformedForm("a parameter is not UTF-8");
    }
  }

  private static int escaped(String text, int at) throws MalformedForm {
    if (at + 2 >= text.length()
        || !HexFormat.isHexDigit(text.charAt(at + 1))
        || !HexFormat.isHexDigit(text.charAt(at + 2))) {
      throw new MalformedForm("a % is not followed by two hexadecimal digits");
    }
    return HexFormat.fromHexDigits(text, at + 1, at + 3);
  }

  @Override
  public String toString() {
    return "FormPairs" + names();
  }
}
