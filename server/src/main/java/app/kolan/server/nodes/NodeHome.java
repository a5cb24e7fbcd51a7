package app.kolan.server.nodes;

import app.kolan.server.store.PrivateFolders;
import app.kolan.server.store.StoreException;
import app.kolan.server.store.StoreException.Code;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The identifier of a data folder, in a file of it. One server at a time has the folder: whoever
/// joins with the same one takes the place of a run that is over, however that ended.
final class NodeHome {
  /// Its name in the data folder.
  static final String FILE = "node.id";

  private static final int SHOWN = 6;

  private NodeHome() {}

  /// The identifier; it is made when there is none.
  ///
  /// @throws StoreException when it can be neither read nor written
  static String in(Path dataFolder) {
    Path file = dataFolder.resolve(FILE);
    try {
      if (Files.notExists(file)) {
        PrivateFolders.create(dataFolder);
        Path unfinished = file.resolveSibling(FILE + ".unfinished");
        Files.writeString(unfinished, random(16) + "\n");
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new StoreException(
          Code.LEDGER_FOLDER, "the file %s can be neither read nor made".formatted(file), e);
    }
  }

  /// A name for a node that has none: the machine's, and a part of the folder's identifier.
  static String name(String home) {
    return machine() + "-" + home.substring(0, Math.min(SHOWN, home.length()));
  }

  /// A name for a node whose own another one has: with the same part of the folder's identifier.
  static String another(String name, String home) {
    return name + "-" + home.substring(0, Math.min(SHOWN, home.length()));
  }

  /// An identifier for one run.
  static String run(String name) {
    return name + "/" + random(4);
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException nameless) {
      return "node";
    }
  }

  private static String random(int bytes) {
    var random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
