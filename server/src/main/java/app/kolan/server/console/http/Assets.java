package app.kolan.server.console.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The files that pages refer to: styles, scripts, pictures. They are few and small, and kept in
/// memory. A file's address has a hash of its content, so a browser may keep it for ever.
public final class Assets {
  static final String PATH = "/assets/";

  /// Each stands in `resources/console/assets`. The fonts come before the styles, which name them.
  private static final List<String> NAMES =
      List.of(
          "heebo-hebrew.woff2",
          "heebo-latin.woff2",
          "appointments.js",
          "tokens.css",
          "console.css",
          "console.js",
          "link.js",
          "hear.js",
          "live.js",
          "player.js",
          "record.js",
          "try.js",
          "telephone.js",
          "htmx.min.js",
          "passkey.js",
          "push.js",
          "worker.js",
          "icon.svg",
          "icon-192.png",
          "icon-512.png",
          "icon-maskable.png");

  private static final int HASH_DIGITS = 12;

  private final Map<String, String> addresses = new HashMap<>();
  private final Map<String, Asset> byAddress = new HashMap<>();

  private Assets() {}

  /// One file.
  ///
  /// @param gzipped null where that is not shorter
  @SuppressWarnings("ArrayRecordComponent") // nobody changes them, and they are not compared
  record Asset(String type, byte[] bytes, byte @Nullable [] gzipped) {}

  /// Reads all of them.
  static Assets load() {
    var assets = new Assets();
    for (String name : NAMES) {
      byte[] bytes = name.endsWith(".css") ? assets.withAddresses(read(name)) : read(name);
      String address = address(name, bytes);
      assets.addresses.put(name, address);
      assets.byAddress.put(
          address, new Asset(type(name), bytes, Compression.gzip(bytes, Compression.USUAL)));
    }
    return assets;
  }

  /// Styles with the addresses of the fonts that they name.
  private byte[] withAddresses(byte[] styles) {
    String text = new String(styles, StandardCharsets.UTF_8);
    for (String name : NAMES) {
      if (name.endsWith(".woff2")) {
        String address = Objects.requireNonNull(addresses.get(name), name);
        text = text.replace("url(\"" + name, "url(\"" + address);
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Where a file is, below `/console`.
  String path(String name) {
    return PATH + Objects.requireNonNull(addresses.get(name), name);
  }

  /// A file as text.
  public String text(String name) {
    return new String(
        Objects.requireNonNull(byAddress.get(addresses.get(name)), name).bytes(),
        StandardCharsets.UTF_8);
  }

  /// The file of an address, which is what follows [#PATH]; null when there is none.
  @Nullable Asset at(String address) {
    return byAddress.get(address);
  }

  private static byte[] read(String name) {
    try (InputStream in =
        Objects.requireNonNull(Assets.class.getResourceAsStream("/console/assets/" + name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String address(String name, byte[] bytes) {
    try {
      String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
      int dot = name.lastIndexOf('.');
      return name.substring(0, dot) + "." + hash.substring(0, HASH_DIGITS) + name.substring(dot);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "svg" -> "image/svg+xml";
      case "png" -> "image/png";
      case "woff2" -> "font/woff2";
      default -> "application/octet-stream";
    };
  }
}
