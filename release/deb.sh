# Sourced by pack: the .deb, with the same files as the archive below /usr/lib/kolan.
deb=$out/stage/deb
mkdir -p "$deb/DEBIAN" "$deb/usr/lib" "$deb/usr/bin" "$deb/usr/share/doc/kolan" "$deb/lib/systemd/system"
cp -a "$stage" "$deb/usr/lib/kolan"
# Debian looks for these where it keeps those of all packages.
for file in README.md CONTRIBUTING.md docs deploy licences LICENSE NOTICE kolan-sbom.json; do
  [ ! -e "$deb/usr/lib/kolan/$file" ] || mv "$deb/usr/lib/kolan/$file" "$deb/usr/share/doc/kolan/"
done
{
  cat "$root/NOTICE"
  printf '\nThe licences of the libraries and of the Java run time are in the folder licences beside this file.\n\n'
  cat "$root/LICENSE"
} >"$deb/usr/share/doc/kolan/copyright"
ln -s ../lib/kolan/bin/kolan "$deb/usr/bin/kolan"
# Files of a checkout have the modes of the umask of whoever made it.
install -m 644 "$here/files/kolan.service" "$deb/lib/systemd/system/"
for script in postinst prerm postrm; do cp "$here/files/$script" "$deb/DEBIAN/"; done
chmod 755 "$deb"/DEBIAN/*
sed -e "s/@VERSION@/$version/" -e "s/@ARCHITECTURE@/$debian/" -e "s/@SIZE@/$(du -sk --apparent-size "$deb/usr" | cut -f1)/" "$here/files/control" >"$deb/DEBIAN/control"
same_time "$deb"
dpkg-deb --root-owner-group -Zgzip -z6 --build "$deb" "$out/kolan_${version}_$debian.deb" >/dev/null
