package app.kolan.doctor.local;

import app.kolan.doctor.Check;
import app.kolan.doctor.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether the data folder can be written to, by writing a file, and whether other users can read
/// it.
final class DataFolderCheck implements Check {
  private static final Set<PosixFilePermission> OF_OTHERS =
      PosixFilePermissions.fromString("---rwxrwx");
  private static final Set<String> OVER_THE_NETWORK =
      Set.of("nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs");

  private final Path folder;

  DataFolderCheck(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return "data folder";
  }

  @Override
  public List<Finding> look() {
    if (!Files.isDirectory(folder)) {
      return List.of(missing());
    }
    var findings = new ArrayList<Finding>();
    try {
      tryOut();
      judgePermissions(findings);
      judgeDisk(findings);
    } catch (IOException e) {
      return List.of(
          Finding.broken(
              "the data folder %s cannot be written to".formatted(folder),
              "the user %s got: %s".formatted(System.getProperty("user.name"), reason(e)),
              "Give the folder to the user that Kolan runs as (chown), or set KOLAN_DATA to"
                  + " another."));
    }
    return findings.isEmpty()
        ? List.of(Finding.fine("the data folder %s can be written to".formatted(folder)))
        : findings;
  }

  private Finding missing() {
    Path above = nearest(folder);
    if (above != null && Files.isDirectory(above) && Files.isWritable(above)) {
      return Finding.fine(
          "the data folder %s is not there yet; the first start creates it".formatted(folder));
    }
    return Finding.broken(
        "the data folder %s is not there and cannot be created".formatted(folder),
        "%s cannot be written to by the user %s".formatted(above, System.getProperty("user.name")),
        "Create it for the user that Kolan runs as, or set KOLAN_DATA to another.");
  }

  /// The nearest existing parent.
  private static @Nullable Path nearest(Path folder) {
    Path above = folder.getParent();
    while (above != null && !Files.exists(above)) {
      above = above.getParent();
    }
    return above;
  }

  private void tryOut() throws IOException {
    Path tried = Files.createTempFile(folder, ".doctor", ".tmp");
    try {
      Files.write(tried, new byte[4096]);
    } finally {
      Files.delete(tried);
    }
  }

  private void judgePermissions(List<Finding> findings) throws IOException {
    if (!Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      return;
    }
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
    if (permissions.stream().anyMatch(OF_OTHERS::contains)) {
      findings.add(
          Finding.warning(
              "the data folder %s is open to other users (%s)"
                  .formatted(folder, PosixFilePermissions.toString(permissions)),
              "what callers said is in it",
              "chmod 700 " + folder));
    }
  }

  private void judgeDisk(List<Finding> findings) throws IOException {
    String type = Files.getFileStore(folder).type();
    if (OVER_THE_NETWORK.contains(type)) {
      findings.add(
          Finding.warning(
              "the data folder is on a network disk (%s)".formatted(type),
              "SQLite's locks do not hold there, and a ledger may be damaged",
              "Set KOLAN_DATA to a folder on a local disk."));
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName().replace("Exception", "");
  }
}
