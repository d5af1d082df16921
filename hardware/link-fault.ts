import type { LinkErrorCode } from '../firmware-bridge/transport/transport.ts';
import type { Sentence } from '../src/ports/device.ts';

const sentences: Readonly<Record<LinkErrorCode, (device: Sentence) => Sentence>> = {
  'link/not-found': ({ zh, en }) => ({
    zh: `${zh}没接上，请检查电源和连线`,
    en: `The ${en} is not connected. Check its power and cable.`,
  }),
  'link/no-permission': ({ zh, en }) => ({
    zh: `系统不允许使用${zh}，请技术人员检查权限`,
    en: `This computer may not use the ${en}. Ask a technician to check the permissions.`,
  }),
  'link/busy': ({ zh, en }) => ({
    zh: `${zh}正被别的程序占用，请关闭那个程序`,
    en: `Another program is using the ${en}. Close that program.`,
  }),
  'link/closed': ({ zh, en }) => ({
    zh: `${zh}断开了，正在重新连接`,
    en: `The ${en} was disconnected. Reconnecting.`,
  }),
  'link/refused': ({ zh, en }) => ({
    zh: `${zh}拒绝连接，请重新启动它`,
    en: `The ${en} refuses the connection. Restart it.`,
  }),
  'link/time-out': ({ zh, en }) => ({
    zh: `${zh}没有回应，请检查电源和连线`,
    en: `The ${en} does not answer. Check its power and cable.`,
  }),
  'link/no-gpio': ({ zh, en }) => ({
    zh: `${zh}用不了：这台电脑上找不到 GPIO 引脚。找过 /sys/class/gpio 和 libgpiod（gpiodetect），都没有所配置的芯片。请安装 gpiod（sudo apt install gpiod），并检查配置里的芯片名`,
    en: `The ${en} cannot be used: this computer offers no GPIO pins. Neither /sys/class/gpio nor libgpiod (gpiodetect) shows the configured chip. Install gpiod (sudo apt install gpiod) and check the chip's name in the configuration.`,
  }),
  'link/failed': ({ zh, en }) => ({
    zh: `${zh}无法打开，请技术人员查看设置`,
    en: `The ${en} cannot be opened. Ask a technician to check its settings.`,
  }),
};

/**
 * What a clerk reads when a link is down.
 *
 * @param device the device in both languages, as in the middle of a sentence: `{ zh: '读卡器', en: 'card reader' }`
 */
export function linkFaultSentence(code: LinkErrorCode, device: Sentence): Sentence {
  return sentences[code](device);
}
