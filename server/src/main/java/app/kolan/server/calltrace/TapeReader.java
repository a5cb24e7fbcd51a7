package app.kolan.server.calltrace;

import app.kolan.twilio.stream.StreamEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// Reads tapes, plain or gzip-compressed. Total: any bytes give a [Tape] or an [UnreadableTape]; a
/// tape truncated by a crash is readable.
public final class TapeReader {
  private static final int LARGEST = 128 * 1024 * 1024;
  private static final int MOST_NOTES = 20;

  /// Replaces a key whose digit never followed.
  private static final char SOME_KEY = '5';

  private final List<TapeLine> lines = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<Integer, List<Integer>> waiting = new HashMap<>();

  private TapeReader() {}

  /// Reads a file.
  public static Tape read(Path file) throws UnreadableTape {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    } catch (IOException e) {
      throw new UnreadableTape("the file cannot be read");
    }
  }

  /// Reads bytes.
  public static Tape read(byte[] bytes) throws UnreadableTape {
    try {
      return read(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new IllegalStateException("bytes can always be read", e);
    }
  }

  private static Tape read(InputStream in) throws IOException, UnreadableTape {
    byte[] magic = in.readNBytes(2);
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(magic), in);
    boolean zipped = magic.length == 2 && magic[0] == 0x1f && magic[1] == (byte) 0x8b;
    var reader = new TapeReader();
    return reader.tape(zipped ? reader.unzipped(whole) : bounded(whole));
  }

  private static byte[] bounded(InputStream in) throws IOException, UnreadableTape {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new UnreadableTape("it is larger than any tape");
    }
    return bytes;
  }

  /// As much as can be decompressed.
  private byte[] unzipped(InputStream in) throws UnreadableTape {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPInputStream(in)) {
      var part = new byte[64 * 1024];
      for (int count = zip.read(part); count >= 0; count = zip.read(part)) {
        bytes.write(part, 0, count);
        if (bytes.size() > LARGEST) {
          throw new UnreadableTape("it is larger than any tape");
        }
      }
    } catch (IOException e) {
      if (bytes.size() == 0) {
        throw new UnreadableTape("it begins like a gzip file and is none");
      }
      notes.add("The compressed file is damaged; the tape ends where it is.");
    }
    return bytes.toByteArray();
  }

  private Tape tape(byte[] bytes) throws UnreadableTape {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    TapeHeader header = TapeCodec.readHeader(end < 0 ? text : text.substring(0, end));
    int number = 1;
    while (end >= 0 && end + 1 < text.length()) {
      int begin = end + 1;
      end = text.indexOf('\n', begin);
      number++;
      read(number, end < 0 ? text.substring(begin) : text.substring(begin, end), end < 0);
    }
    forgetWaiting();
    return new Tape(header, lines, notes);
  }

  private void read(int number, String text, boolean cutOff) {
    if (text.isBlank()) {
      return;
    }
    var line = TapeCodec.read(text);
    if (line.isPresent()) {
      add(line.get());
    } else if (cutOff) {
      note("The last line is cut off: the recording stopped there.");
    } else {
      note("Line " + number + " cannot be read and is left out.");
    }
  }

  private void add(TapeLine line) {
    switch (line) {
      case TapeLine.Keys(_, var socket, var digits) -> tellKeys(socket, digits);
      case TapeLine.Heard(_, var socket, StreamEvent.Dtmf(_, var digit))
          when digit == TapeLine.UNKNOWN_KEY -> {
        waiting.computeIfAbsent(socket, _ -> new ArrayList<>()).add(lines.size());
        lines.add(line);
      }
      case TapeLine.Lost(_, var missing) -> {
        note(missing + " lines are missing: the recorder could not keep up.");
        lines.add(line);
      }
      case TapeLine.Full _ -> {
        note("The tape was full before the call was over.");
        lines.add(line);
      }
      case TapeLine.Asked _,
          TapeLine.Answered _,
          TapeLine.Opened _,
          TapeLine.Heard _,
          TapeLine.Muted _,
          TapeLine.Said _,
          TapeLine.Marked _,
          TapeLine.Cleared _,
          TapeLine.GaveUp _,
          TapeLine.Closed _,
          TapeLine.Known _ ->
          lines.add(line);
    }
  }

  private void tellKeys(int socket, String digits) {
    List<Integer> places = waiting.getOrDefault(socket, List.of());
    int told = Math.min(places.size(), digits.length());
    for (int i = 0; i < told; i++) {
      tellKey(places.get(i), digits.charAt(i));
    }
    if (told > 0) {
      waiting.put(socket, new ArrayList<>(places.subList(told, places.size())));
    }
  }

  private void tellKey(int index, char digit) {
    if (lines.get(index) instanceof TapeLine.Heard(var place, var socket, StreamEvent.Dtmf key)) {
      lines.set(
          index, new TapeLine.Heard(place, socket, new StreamEvent.Dtmf(key.sequence(), digit)));
    }
  }

  private void forgetWaiting() {
    List<Integer> untold = waiting.values().stream().flatMap(List::stream).toList();
    untold.forEach(index -> tellKey(index, SOME_KEY));
    if (!untold.isEmpty()) {
      note("The last keys are not on the tape; " + SOME_KEY + " stands for each.");
    }
  }

  private void note(String note) {
    if (notes.size() < MOST_NOTES) {
      notes.add(note);
    }
  }
}
