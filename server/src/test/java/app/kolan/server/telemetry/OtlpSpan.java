package app.kolan.server.telemetry;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A span as a collector receives it. The numbers are those of the fields of OTLP's `trace.proto`.
///
/// @param startNanos since 1970
/// @param endNanos since 1970
/// @param failed whether its status is an error
public record OtlpSpan(
    String service,
    String trace,
    String id,
    String parent,
    String name,
    long startNanos,
    long endNanos,
    Map<String, Object> attributes,
    List<String> events,
    boolean failed) {

  public Duration took() {
    return Duration.ofNanos(endNanos - startNanos);
  }

  static List<OtlpSpan> read(byte[] request) {
    var spans = new ArrayList<OtlpSpan>();
    for (Protobuf resourceSpans : new Protobuf(request).messages(1)) {
      Map<String, Object> resource = attributes(resourceSpans.messages(1).getFirst(), 1);
      for (Protobuf scopeSpans : resourceSpans.messages(2)) {
        for (Protobuf span : scopeSpans.messages(2)) {
          spans.add(read(String.valueOf(resource.get("service.name")), span));
        }
      }
    }
    return spans;
  }

  private static OtlpSpan read(String service, Protobuf span) {
    return new OtlpSpan(
        service,
        hex(span, 1),
        hex(span, 2),
        hex(span, 4),
        span.text(5),
        span.number(7),
        span.number(8),
        attributes(span, 9),
        span.messages(11).stream().map(event -> event.text(2)).toList(),
        span.messages(15).stream().anyMatch(status -> status.number(3) == 2));
  }

  private static Map<String, Object> attributes(Protobuf message, int field) {
    var attributes = new HashMap<String, Object>();
    for (Protobuf pair : message.messages(field)) {
      Protobuf value = pair.messages(2).getFirst();
      Object known =
          value.has(1) ? value.text(1) : value.has(2) ? value.number(2) == 1 : value.number(3);
      attributes.put(pair.text(1), known);
    }
    return attributes;
  }

  private static String hex(Protobuf message, int field) {
    return message.has(field) ? HexFormat.of().formatHex(message.bytes(field)) : "";
  }

  /// The fields of a protobuf message.
  private static final class Protobuf {
    private final Map<Integer, List<Object>> fields = new HashMap<>();
    private final byte[] bytes;
    private int at;

    Protobuf(byte[] bytes) {
      this.bytes = bytes;
      while (at < bytes.length) {
        long tag = varint();
        Object value =
            switch ((int) (tag & 7)) {
              case 0 -> varint();
              case 1 -> fixed(8);
              case 2 -> piece((int) varint());
              case 5 -> fixed(4);
              default -> throw new AssertionError("no protobuf at " + at);
            };
        fields.computeIfAbsent((int) (tag >>> 3), _ -> new ArrayList<>()).add(value);
      }
    }

    boolean has(int field) {
      return fields.containsKey(field);
    }

    long number(int field) {
      return has(field) ? (long) last(field) : 0;
    }

    byte[] bytes(int field) {
      return (byte[]) last(field);
    }

    private Object last(int field) {
      return Objects.requireNonNull(fields.get(field)).getLast();
    }

    String text(int field) {
      return has(field) ? new String(bytes(field), StandardCharsets.UTF_8) : "";
    }

    List<Protobuf> messages(int field) {
      return fields.getOrDefault(field, List.of()).stream()
          .map(value -> new Protobuf((byte[]) value))
          .toList();
    }

    private long varint() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes[at++];
        value |= (long) (next & 0x7F) << shift;
        if (next >= 0) {
          return value;
        }
      }
    }

    private long fixed(int length) {
      long value = 0;
      for (int i = 0; i < length; i++) {
        value |= (bytes[at++] & 0xFFL) << (8 * i);
      }
      return value;
    }

    private byte[] piece(int length) {
      byte[] piece = Arrays.copyOfRange(bytes, at, at + length);
      at += length;
      return piece;
    }
  }
}
