/// Who talks with the caller: the scripted receptionist.
@NullMarked
package app.kolan.server.mind;

import org.jspecify.annotations.NullMarked;
