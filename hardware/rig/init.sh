#!/bin/sh
# The guest's first process. Below is the host's root, read-only through hostfs; above it a tmpfs overlay, so that everything can be
# written and nothing of it reaches the host. The one exception is the folder $rig_share.
# The kernel hands over its own rig_… parameters as environment.
set -u
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
export PATH HOME LANG

if [ "${rig_inside:-}" = "" ]; then
  mount -t tmpfs -o size=75% tmpfs /mnt
  mkdir /mnt/upper /mnt/work /mnt/root
  root=/mnt/root
  mount -t overlay -o lowerdir=/,upperdir=/mnt/upper,workdir=/mnt/work overlay $root || exec echo 'no overlay: the guest cannot run'
  mount -t proc proc $root/proc
  mount -t sysfs sys $root/sys
  mount -t devtmpfs dev $root/dev
  mkdir -p $root/dev/pts $root/dev/shm
  mount -t devpts -o mode=620,ptmxmode=666 devpts $root/dev/pts
  mount -t tmpfs tmpfs $root/dev/shm
  mount -t tmpfs tmpfs $root/run
  mount -t configfs configfs $root/sys/kernel/config
  mkdir -p "$root$rig_share"
  mount -t hostfs -o "$rig_share" none "$root$rig_share"
  export rig_inside=yes
  exec chroot $root /bin/sh "$rig_init"
fi

ip link set lo up
cd "$rig_project" || exit 1
setsid -w sh "$rig_share/command.sh"
echo $? >"$rig_share/status"
sync
# Switches the machine off: reboot(2) with LINUX_REBOOT_CMD_POWER_OFF. There is no systemd in here to ask.
exec perl -e 'syscall(169, 0xfee1dead, 672274793, 0x4321fedc, 0)'
