package app.kolan.server.privacy;

import app.kolan.server.store.CallFiles;
import app.kolan.twilio.webhook.CallSid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files that this server has of calls that another server of the same database has erased.
/// That one knows its own data folder alone; which calls were erased stays known by their hashes.
/// For one thread.
final class ErasedFiles {
  private static final Logger LOG = LoggerFactory.getLogger(ErasedFiles.class);
  private static final int CHUNK = 200;

  private final PrivacyStore store;
  private final CallFiles files;
  private long looked = -1;
  private boolean isSettled;

  ErasedFiles(PrivacyStore store, Path dataFolder) {
    this.store = store;
    files = new CallFiles(dataFolder);
  }

  /// Deletes them, when calls were erased since it looked last, and once more after that: what was
  /// being written meanwhile is there then. Blocks.
  ///
  /// @return of how many calls there were files
  int look() {
    long erased = store.erasedCalls();
    if (erased == looked && isSettled) {
      return 0;
    }
    isSettled = erased == looked;
    looked = erased;
    int found = 0;
    var here = new ArrayList<>(files.calls());
    for (int i = 0; i < here.size(); i += CHUNK) {
      List<CallSid> some = store.erased(here.subList(i, Math.min(here.size(), i + CHUNK)));
      some.forEach(files::delete);
      found += some.size();
    }
    if (found > 0) {
      LOG.atInfo().addKeyValue("calls", found).log("files of erased calls deleted");
    }
    return found;
  }
}
