package app.kolan.server.console.http;

import app.kolan.server.console.http.PageProblem.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a form with a file in it (`multipart/form-data`, RFC 7578), as browsers send it.
final class Multipart {
  private static final String TYPE = "multipart/form-data";
  private static final Pattern BOUNDARY =
      Pattern.compile("boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70}))");
  private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
  private static final Pattern FILE_NAME = Pattern.compile("[; ]filename=\"([^\"]*)\"");
  private static final byte[] LINE = {'\r', '\n'};
  private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};
  private static final int MOST_PARTS = 100;

  private Multipart() {}

  static boolean isType(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).startsWith(TYPE);
  }

  /// @throws PageProblem when it is not such a form, or its texts are no UTF-8
  static Form read(String contentType, byte[] body) {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      throw new PageProblem(Kind.MALFORMED);
    }
    String word = boundary.group(1) == null ? boundary.group(2) : boundary.group(1);
    byte[] delimiter = ("\r\n--" + word).getBytes(StandardCharsets.ISO_8859_1);
    var fields = new LinkedHashMap<String, List<String>>();
    var files = new LinkedHashMap<String, byte[]>();
    var fileNames = new LinkedHashMap<String, String>();
    // The first delimiter has no line before it.
    int at = delimiter.length - LINE.length;
    if (!isAt(body, 0, Arrays.copyOfRange(delimiter, LINE.length, delimiter.length))) {
      throw new PageProblem(Kind.MALFORMED);
    }
    for (int part = 0; part < MOST_PARTS; part++) {
      if (isAt(body, at, new byte[] {'-', '-'})) {
        return new Form(fields, files, fileNames);
      }
      int end = indexOf(body, delimiter, at);
      int head = indexOf(body, BLANK_LINE, at);
      if (end < 0 || head < 0 || head + BLANK_LINE.length > end) {
        throw new PageProblem(Kind.MALFORMED);
      }
      take(
          text(Arrays.copyOfRange(body, at, head)),
          Arrays.copyOfRange(body, head + BLANK_LINE.length, end),
          fields,
          files,
          fileNames);
      at = end + delimiter.length;
    }
    throw new PageProblem(Kind.MALFORMED);
  }

  private static void take(
      String head,
      byte[] content,
      Map<String, List<String>> fields,
      Map<String, byte[]> files,
      Map<String, String> fileNames) {
    Matcher name = NAME.matcher(head);
    if (!name.find()) {
      throw new PageProblem(Kind.MALFORMED);
    }
    Matcher file = FILE_NAME.matcher(head);
    if (head.contains("filename=")) {
      files.putIfAbsent(name.group(1), content);
      // A browser writes a quotation mark so (RFC 7578, section 2, as HTML has it).
      fileNames.putIfAbsent(name.group(1), file.find() ? file.group(1).replace("%22", "\"") : "");
    } else {
      fields.computeIfAbsent(name.group(1), _ -> new ArrayList<>()).add(text(content));
    }
  }

  private static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes))
          .toString()
          .replace("\0", "");
    } catch (CharacterCodingException _) {
      throw new PageProblem(Kind.MALFORMED);
    }
  }

  private static int indexOf(byte[] body, byte[] wanted, int from) {
    for (int i = from; i <= body.length - wanted.length; i++) {
      if (isAt(body, i, wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isAt(byte[] body, int at, byte[] wanted) {
    return at + wanted.length <= body.length
        && Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length);
  }
}
