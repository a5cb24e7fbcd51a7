package app.kolan.server.knowledge;

import app.kolan.server.knowledge.UnreadableDocument.Reason;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.TemporaryFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The text of a PDF, read by a process of its own, [PdfReader]: whatever a file makes of the
/// library that reads it, this server loses neither memory nor processor to it. The process has a
/// bounded heap, a folder that is deleted after it, and nothing of the environment but the
/// language, so no secrets; it is killed when its time is over. One is read at a time.
///
/// @param heapMegabytes what the process may use of memory for its objects
/// @param longest how long a file may wait and be read, together
record PdfText(int heapMegabytes, Duration longest) {
  /// What a server has.
  static final PdfText USUAL = new PdfText(256, Duration.ofSeconds(30));

  /// What a class path with other letters than English ones needs.
  private static final Set<String> OF_THE_LANGUAGE = Set.of("LANG", "LC_ALL", "LC_CTYPE");

  private static final Semaphore ONE = new Semaphore(1);

  /// The longest text in UTF-8.
  private static final int MOST_BYTES = 4 * Documents.MOST_CHARACTERS;

  String read(byte[] file) throws UnreadableDocument {
    long end = System.nanoTime() + longest.toNanos();
    if (isEncrypted(file)) {
      throw PdfReader.locked();
    }
    PackedStreams.check(file);
    boolean turn = false;
    try (TemporaryFolder folder = TemporaryFolder.create("pdf")) {
      turn = ONE.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS);
      if (!turn) {
        throw tooSlow();
      }
      return read(file, folder.path(), end);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw tooSlow();
    } catch (IOException | StoreException _) {
      throw new UnreadableDocument(
          Reason.TOO_SLOW, "this machine could not read it now; try it again later");
    } finally {
      if (turn) {
        ONE.release();
      }
    }
  }

  private String read(byte[] file, Path folder, long end)
      throws IOException, InterruptedException, UnreadableDocument {
    Path text = folder.resolve("text");
    Process process = start(folder, text);
    try {
      Thread.ofVirtual().name("pdf-file").start(() -> write(file, process));
      if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw tooSlow();
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
    Optional<UnreadableDocument> problem = PdfReader.problem(process.exitValue());
    if (problem.isPresent()) {
      throw problem.get();
    }
    try (var in = Files.newInputStream(text)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    }
  }

  private Process start(Path folder, Path text) throws IOException {
    var builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:MaxDirectMemorySize=16m",
                "-XX:MaxMetaspaceSize=96m",
                "-XX:ReservedCodeCacheSize=32m",
                "-XX:ActiveProcessorCount=1",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                PdfReader.class.getName()));
    builder.environment().keySet().retainAll(OF_THE_LANGUAGE);
    return builder.redirectOutput(text.toFile()).redirectError(Redirect.DISCARD).start();
  }

  /// A process that has ended already takes no more of it.
  private static void write(byte[] file, Process process) {
    try (OutputStream to = process.getOutputStream()) {
      to.write(file);
    } catch (IOException _) {
      // Its exit status says why.
    }
  }

  /// What an encrypted stream unpacks to cannot be looked at beforehand. The trailer says it in the
  /// open.
  private static boolean isEncrypted(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1).contains("/Encrypt");
  }

  private static UnreadableDocument tooSlow() {
    return new UnreadableDocument(
        Reason.TOO_SLOW, "reading it took too long; divide it, or save it as .docx or .txt");
  }
}
