package app.kolan.server.store.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.SQLiteDataSource;
import org.sqlite.util.LibraryLoaderUtil;

/// SQLite's native library. A start that finds it in the folder of the system property
/// `org.sqlite.lib.path` need not unpack it.
public final class SqliteLibrary {
  private SqliteLibrary() {}

  /// Unpacks the one for this machine.
  ///
  /// @param folder is created when it is not there
  public static void unpack(Path folder) throws IOException {
    String name = LibraryLoaderUtil.getNativeLibName();
    String packed = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
    try (InputStream in = SQLiteDataSource.class.getResourceAsStream(packed)) {
      if (in == null) {
        throw new IOException("SQLite has no library for this machine");
      }
      Files.createDirectories(folder);
      Files.copy(in, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
