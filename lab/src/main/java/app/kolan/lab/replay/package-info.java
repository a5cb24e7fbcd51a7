/// Recorded calls, replayed on virtual time against this build and compared.
@NullMarked
package app.kolan.lab.replay;

import org.jspecify.annotations.NullMarked;
