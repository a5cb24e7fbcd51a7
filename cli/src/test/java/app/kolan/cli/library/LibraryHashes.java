package app.kolan.cli.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// SHA-256 of jars by file name: the version and the classifier are part of the name, the local
/// repository's layout is not. As a file it has the format of `sha256sum`, sorted by name.
record LibraryHashes(SortedMap<String, String> byName) {
  private static final Pattern LINE = Pattern.compile("(?<hash>[0-9a-f]{64}) [ *](?<name>\\S+)");

  /// Throws `IllegalStateException` for two jars of one name: `target/lib` has room for one of
  /// them.
  static LibraryHashes of(Collection<Path> jars) throws IOException {
    var hashes = new TreeMap<String, String>();
    for (Path jar : jars) {
      String name = String.valueOf(jar.getFileName());
      if (hashes.put(name, hash(jar)) != null) {
        throw new IllegalStateException("Two libraries have the file name " + name);
      }
    }
    return new LibraryHashes(hashes);
  }

  /// Empty when there is no file. Throws `IllegalStateException` for a line of another format.
  static LibraryHashes read(Path list) throws IOException {
    var hashes = new TreeMap<String, String>();
    for (String line : Files.exists(list) ? Files.readAllLines(list) : List.<String>of()) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new IllegalStateException(list + " has a line that is no hash and name: " + line);
      }
      hashes.put(matcher.group("name"), matcher.group("hash"));
    }
    return new LibraryHashes(hashes);
  }

  void write(Path list) throws IOException {
    var lines = new StringBuilder();
    byName.forEach((name, hash) -> lines.append(hash).append("  ").append(name).append('\n'));
    Files.writeString(list, lines);
  }

  /// The jars of `seen`, each with the hash that is listed here when there is one: writing the list
  /// anew never accepts another file under a known name.
  LibraryHashes updatedFor(LibraryHashes seen) {
    var updated = new TreeMap<>(seen.byName);
    updated.replaceAll((name, hash) -> byName.getOrDefault(name, hash));
    return new LibraryHashes(updated);
  }

  /// What is wrong with `seen`, one sentence for each jar.
  List<String> problemsOf(LibraryHashes seen) {
    var problems = new ArrayList<String>();
    for (Map.Entry<String, String> jar : seen.byName.entrySet()) {
      String listed = byName.get(jar.getKey());
      if (listed == null) {
        problems.add(jar.getKey() + " is not listed");
      } else if (!listed.equals(jar.getValue())) {
        problems.add(
            "%s has the hash %s, and %s is listed. Delete it from Maven's local repository and build again. When it comes again, ask why a released file changed, and only then delete its line"
                .formatted(jar.getKey(), jar.getValue(), listed));
      }
    }
    byName.keySet().stream()
        .filter(name -> !seen.byName.containsKey(name))
        .map(name -> name + " is listed and not on the class path")
        .forEach(problems::add);
    return problems;
  }

  private static String hash(Path jar) throws IOException {
    try (InputStream in = Files.newInputStream(jar);
        var digested = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
      digested.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(digested.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
