import type { ThemeConfig } from 'antd';
import { theme } from 'antd';
import { useMediaQuery } from './use-media-query';

const fontFamily =
  "-apple-system, BlinkMacSystemFont, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'Segoe UI', sans-serif";

/** The steps of our accent that antd's own derivation would turn grey. */
const light = {
  colorPrimary: '#0f766e',
  colorPrimaryHover: '#14908a',
  colorPrimaryBg: '#e3f1ef',
  colorPrimaryBgHover: '#d3e9e6',
  colorPrimaryBorder: '#9fd0ca',
  colorInfo: '#0f766e',
  colorInfoBg: '#e3f1ef',
  colorInfoBorder: '#b5dad5',
  colorTextPlaceholder: '#6f6f6f',
  colorError: '#c62828',
};
const dark = {
  colorPrimary: '#35b5a9',
  colorInfo: '#35b5a9',
  colorBgContainer: '#1b1f21',
  colorBgElevated: '#24292c',
  colorBorder: '#3a4145',
  colorBorderSecondary: '#2b3033',
  colorTextPlaceholder: '#939a9e',
};

/** Our accent through antd's tokens; follows the system's light or dark. */
export function useTheme(): ThemeConfig {
  const isDark = useMediaQuery('(prefers-color-scheme: dark)');
  const colors = isDark ? dark : light;
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: { fontFamily, fontSize: 14, borderRadius: 8, colorLink: colors.colorPrimary, ...colors },
  };
}
